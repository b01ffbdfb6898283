-- Closes a room.
-- ARGV: node, room id, since (µs), whose doing it is, reason, how it goes (LEFT, GONE, LOST), whether cleared (1, 0), whether only if that one is
-- away and its time is over (1, 0)
-- Gives whether this call closed it, and when the one whose doing it is was last seen if it has no socket, or ''.
local MISSED = 120000
local FORGET_PARTNER = 60000
local node, id, since, leaver, reason, exit = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local cleared, ifAway = ARGV[7] == '1', ARGV[8] == '1'
local room = roomOf(leaver)
if not room or room.id ~= id or room.since ~= since then
    return {0, ''}
end
if ifAway then
    local deadline = redis.call('ZSCORE', P .. 'away', leaver)
    if not deadline or tonumber(deadline) > now then
        return {0, ''}
    end
end

redis.call('DEL', P .. 'room:' .. id)
redis.call('SREM', P .. 'rooms', id)
removeFiles(id)
local partner = partnerIn(room, leaver)
for _, pair in ipairs({{leaver, partner}, {partner, leaver}}) do
    local user, other = pair[1], pair[2]
    redis.call('DEL', P .. 'room-of:' .. user)
    redis.call('ZREM', P .. 'away', user)
    redis.call('SET', P .. 'last:' .. user, other, 'PX', FORGET_PARTNER)
    local sid = sessionOf(user)
    local guest = sid and load(sid)
    if guest and guest.ended and not isOnline(user) then
        -- It was kept for the sake of the room.
        forget(sid, user)
    elseif guest then
        redis.call('HDEL', P .. 'guest:' .. sid, 'partner')
    end
    if not isOnline(user) and (user == partner or exit == 'LOST') then
        redis.call('SET', P .. 'missed:' .. user, room.json, 'PX', MISSED)
    end
end

local lastSeen = ''
if not isOnline(leaver) then
    local sid = sessionOf(leaver)
    lastSeen = sid and redis.call('HGET', P .. 'guest:' .. sid, 'seen') or text(now)
end
local letter = {userId = leaver, reason = reason, exit = exit, cleared = cleared, lastSeen = tonumber(lastSeen)}
local body = string.sub(cjson.encode(letter), 1, -2) .. ',"room":' .. room.json .. '}'
tell(node, {leaver, partner}, 'closed', id, body)
return {1, lastSeen}
