-- Changes a session that is alive.
-- ARGV: session id, how long it is to live from now at least (ms; 0 to leave that), then fields of the guest: name, value …
-- Gives the guest; nothing when it is not alive.
local sid, lifetime = ARGV[1], tonumber(ARGV[2])
local guest = load(sid)
if not guest or guest.ended then
    return {}
end
if #ARGV > 2 then
    redis.call('HSET', P .. 'guest:' .. sid, unpack(ARGV, 3))
end
if lifetime > 0 and now + lifetime > tonumber(guest.expires) then
    redis.call('HSET', P .. 'guest:' .. sid, 'expires', text(now + lifetime))
    if not isOnline(guest.user) then
        endBy(guest, text(now + lifetime))
    end
end
return addGuest({}, load(sid))
