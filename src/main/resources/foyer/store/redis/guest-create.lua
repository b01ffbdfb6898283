-- A new session, offline at first.
-- ARGV: session id, when it expires (ms), then the fields of the guest: name, value, name, value …
local sid, expires = ARGV[1], ARGV[2]
redis.call('HSET', P .. 'guest:' .. sid, 'expires', expires, unpack(ARGV, 3))
local guest = load(sid)
redis.call('SET', P .. 'session-of:' .. guest.user, sid)
endBy(guest, expires)
return 1
