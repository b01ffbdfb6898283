-- A node joins, with a whole lease. When others are overdue, all of them may have been cut off: they get time to renew.
-- ARGV: node, lease (ms), the epoch to begin if there is none
-- Gives the epoch: a word that is gone, or another, once all data has been lost.
local node, lease = ARGV[1], tonumber(ARGV[2])
if redis.call('ZCOUNT', P .. 'nodes', '(0', text(now)) > 0 then
    redis.call('SET', P .. 'truce', '1', 'PX', math.ceil(lease / 2), 'NX')
end
redis.call('ZADD', P .. 'nodes', now + lease, node)
redis.call('SET', P .. 'epoch', ARGV[3], 'NX')
return {redis.call('GET', P .. 'epoch')}
