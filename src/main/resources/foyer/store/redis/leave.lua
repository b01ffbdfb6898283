-- A node leaves; what is still registered for it is there to be taken at once.
-- ARGV: node
local node = ARGV[1]
if redis.call('EXISTS', P .. 'node:' .. node .. ':sockets') == 0 then
    redis.call('ZREM', P .. 'nodes', node)
else
    redis.call('ZADD', P .. 'nodes', 'XX', 0, node)
end
return 1
