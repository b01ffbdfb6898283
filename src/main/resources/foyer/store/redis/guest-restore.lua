-- A session of which all data was lost, put back unless it is known, or known to have ended; it stays for a minute at least, for its sockets to
-- be put back too.
-- ARGV: session id, when it expires (ms), then the fields of the guest: name, value, name, value …
local sid, expires = ARGV[1], text(math.max(ARGV[2], now + 60000))
if redis.call('EXISTS', P .. 'guest:' .. sid, P .. 'ended:' .. sid) > 0 then
    return 0
end
redis.call('HSET', P .. 'guest:' .. sid, 'expires', expires, unpack(ARGV, 3))
local guest = load(sid)
redis.call('SET', P .. 'session-of:' .. guest.user, sid)
endBy(guest, expires)
return 1
