-- A session is over: nothing is left of it but its room, from which it is away with no time left.
-- ARGV: node, session id
-- Gives the guest's room or '', then its sockets on this node.
local node, sid = ARGV[1], ARGV[2]
local guest = load(sid)
if not guest then
    return {''}
end
local user = guest.user
local sockets = redis.call('HGETALL', P .. 'sockets:' .. user)
local room = roomOf(user)
redis.call('DEL', P .. 'sockets:' .. user)
redis.call('ZREM', P .. 'online', sid)
redis.call('ZREM', P .. 'searching', sid)
local here, elsewhere = {}, {}
for i = 1, #sockets, 2 do
    local socket, holder = sockets[i], sockets[i + 1]
    redis.call('HDEL', P .. 'node:' .. holder .. ':sockets', socket)
    if holder == node then
        here[#here + 1] = socket
    else
        elsewhere[holder] = elsewhere[holder] or {}
        table.insert(elsewhere[holder], socket)
    end
end
forget(sid, user)
bury(guest)
for holder, held in pairs(elsewhere) do
    post(holder, 'ended', user, cjson.encode({userId = user, sockets = held}))
end
if room then
    redis.call('ZADD', P .. 'away', now, user)
end
if room and #sockets > 0 then
    local nowhere = {version = (guest.version or 0) + 1, nodes = ''}
    local body = presenceLetter(user, nowhere, room, {away = true, graceMs = 0})
    tell(node, {partnerIn(room, user)}, 'gone', room.id, body)
end
return {room and room.json or '', unpack(here)}
