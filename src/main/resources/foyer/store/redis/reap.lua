-- Takes sockets of nodes whose lease is over, by the same steps as a disconnect with no grace.
-- ARGV: node, how many at most
-- Gives for each guest who has gone with them: user, its room or ''.
local node, most = ARGV[1], tonumber(ARGV[2])
local gone = {}
local highest = redis.call('EXISTS', P .. 'truce') == 1 and 0 or now
local dead = redis.call('ZRANGEBYSCORE', P .. 'nodes', '-inf', text(highest))
-- Who has not renewed its own lease cannot tell who else could have.
if #dead == 0 or not isGood(node) then
    return gone
end
for _, other in ipairs(dead) do
    local held = P .. 'node:' .. other .. ':sockets'
    -- From now on it is dead, and cannot renew.
    redis.call('ZADD', P .. 'nodes', 0, other)
    local taken = most > 0 and redis.call('HRANDFIELD', held, most, 'WITHVALUES') or {}
    for i = 1, #taken, 2 do
        most = most - 1
        local owner = string.find(taken[i + 1], '\n', 1, true)
        local sid, user = string.sub(taken[i + 1], 1, owner - 1), string.sub(taken[i + 1], owner + 1)
        local outcome, room = takeSocket(node, other, sid, user, taken[i], 0)
        if outcome == 'last' then
            gone[#gone + 1] = user
            gone[#gone + 1] = room and room.json or ''
        end
    end
    if redis.call('EXISTS', held) == 0 then
        redis.call('ZREM', P .. 'nodes', other)
    end
end
return gone
