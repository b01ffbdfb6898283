-- ARGV: user
-- Gives the guest; nothing when no session of that user is known.
local sid = sessionOf(ARGV[1])
local guest = sid and load(sid)
return guest and addGuest({}, guest) or {}
