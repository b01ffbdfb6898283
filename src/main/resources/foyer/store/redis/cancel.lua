-- A guest wants a partner no more.
-- ARGV: user
-- Gives whether it did.
local sid = sessionOf(ARGV[1])
local guest = sid and load(sid)
if not guest then
    return 0
end
local searched = redis.call('ZREM', P .. 'searching', sid)
see(guest)
return searched
