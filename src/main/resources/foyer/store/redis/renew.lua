-- Makes a lease a whole one again.
-- ARGV: node, lease (ms), the epoch it knows, the epoch to begin if there is none, whether it has tried in vain before (1, 0)
-- Gives 'held', 'lost' or 'emptied', and the epoch.
local node, lease, known = ARGV[1], tonumber(ARGV[2]), ARGV[3]
-- A removal first, of what need not be there: a full Redis takes the lease all the same.
redis.call('DEL', P .. 'probe')
local epoch = redis.call('GET', P .. 'epoch')
if epoch ~= known then
    epoch = epoch or ARGV[4]
    redis.call('SET', P .. 'epoch', epoch)
    redis.call('ZADD', P .. 'nodes', now + lease, node)
    return {'emptied', epoch}
end
if not isMember(node) then
    return {'lost', epoch}
end
-- Others may have tried in vain as well, and get the time to renew.
if not isGood(node) or ARGV[5] == '1' then
    redis.call('SET', P .. 'truce', '1', 'PX', lease)
end
redis.call('ZADD', P .. 'nodes', now + lease, node)
return {'held', epoch}
