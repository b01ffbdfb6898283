-- Ends a session; what is needed to take its sockets off the books, and to close its room, is kept until then.
-- ARGV: session id
-- Gives the guest as it was; nothing when the session was not alive.
local sid = ARGV[1]
local guest = load(sid)
if not guest or guest.ended then
    return {}
end
local reply = addGuest({}, guest)
if isOnline(guest.user) or roomOf(guest.user) then
    redis.call('ZREM', P .. 'sessions', sid)
    redis.call('HSET', P .. 'guest:' .. sid, 'ended', '1')
else
    forget(sid, guest.user)
end
bury(guest)
return reply
