-- Absences that should have ended more than a second ago.
-- ARGV: how many at most
-- Gives for each: user, room.
local reply = {}
for _, user in ipairs(redis.call('ZRANGEBYSCORE', P .. 'away', '-inf', text(now - 1000), 'LIMIT', 0, ARGV[1])) do
    local room = roomOf(user)
    if room then
        reply[#reply + 1] = user
        reply[#reply + 1] = room.json
    else
        redis.call('ZREM', P .. 'away', user)
    end
end
return reply
