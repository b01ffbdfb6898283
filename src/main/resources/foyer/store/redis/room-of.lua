-- ARGV: user
-- Gives its room, or ''.
local room = roomOf(ARGV[1])
return {room and room.json or ''}
