-- Keeps for two minutes that a room was closed, for a guest who could not be told; unless others have told it.
-- ARGV: node, user, room
local node, user = ARGV[1], ARGV[2]
if redis.call('EXISTS', P .. 'room-of:' .. user) == 1 then
    return 0
end
for other in pairs((nodesOf(user))) do
    if other ~= node then
        return 0
    end
end
redis.call('SET', P .. 'missed:' .. user, ARGV[3], 'PX', 120000)
return 1
