-- A room of which all data was lost, put back unless one of the two is in a room already. Who is not registered is away from it, and nobody is to
-- hear of that, nor of its end.
-- ARGV: room id, room, how long members have to be registered again (ms)
local id, json, grace = ARGV[1], ARGV[2], tonumber(ARGV[3])
local room = cjson.decode(json)
local one, other = room.first.userId, room.second.userId
if redis.call('EXISTS', P .. 'room-of:' .. one, P .. 'room-of:' .. other) > 0 then
    return 0
end
redis.call('SET', P .. 'room:' .. id, json)
redis.call('SADD', P .. 'rooms', id)
for _, pair in ipairs({{one, other}, {other, one}}) do
    local user, partner = pair[1], pair[2]
    redis.call('SET', P .. 'room-of:' .. user, id)
    local sid = sessionOf(user)
    if sid then
        redis.call('HSET', P .. 'guest:' .. sid, 'partner', partner)
        redis.call('ZREM', P .. 'searching', sid)
    end
    if not isOnline(user) then
        redis.call('ZADD', P .. 'away', now + grace, user)
        redis.call('SET', P .. 'unsaid:' .. user, '1', 'PX', grace + 60000)
    end
end
return 1
