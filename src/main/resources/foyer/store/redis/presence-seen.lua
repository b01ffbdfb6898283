-- A guest was heard of.
-- ARGV: user
-- Gives the guest; nothing when no session of that user is known.
local sid = sessionOf(ARGV[1])
local guest = sid and load(sid)
if not guest then
    return {}
end
see(guest)
return addGuest({}, guest)
