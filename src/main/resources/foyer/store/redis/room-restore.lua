-- A room of which all data was lost, put back unless one of the two is in another by now; if it is back already, what was missing then is
-- completed. Who is not registered is away from it, and nobody is to
-- hear of that, nor of its end.
-- ARGV: room id, room, how long members have to be registered again (ms)
local id, json, grace = ARGV[1], ARGV[2], tonumber(ARGV[3])
local room = cjson.decode(json)
local one, other = room.first.userId, room.second.userId
local known = false
for _, user in ipairs({one, other}) do
    local present = roomOf(user)
    known = known or present
    if present and (present.id ~= id or present.since ~= room.since) then
        return 0
    end
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
    if not known and not isOnline(user) then
        redis.call('ZADD', P .. 'away', now + grace, user)
        redis.call('SET', P .. 'unsaid:' .. user, '1', 'PX', grace + 60000)
    end
end
return 1
