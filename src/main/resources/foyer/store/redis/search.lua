-- A guest wants a partner.
-- ARGV: node, user, how long one waits for somebody of the same language (ms)
-- Gives 'lost' when this node has no lease; or 'unreachable'; or 'in-room' and the room; or 'matched' and the body of the letter; or 'waiting' and
-- whether nobody else waits.
local node, user, widen = ARGV[1], ARGV[2], tonumber(ARGV[3])
if not isMember(node) then
    return {'lost'}
end
local sid = sessionOf(user)
local guest = sid and load(sid)
local room = roomOf(user)
if room then
    return {'in-room', room.json}
end
if not guest or guest.ended or not isReachable(node, user) then
    return {'unreachable'}
end
redis.call('ZADD', P .. 'searching', 'NX', micros, sid)
see(guest)
local seeker = {sid = sid, since = tonumber(redis.call('ZSCORE', P .. 'searching', sid))}
look(node, seeker)
local partner = partnerFor(node, seeker, widen)
if partner then
    return {'matched', open(node, partner, seeker)}
end
return {'waiting', redis.call('ZCARD', P .. 'searching') == 1 and 1 or 0}
