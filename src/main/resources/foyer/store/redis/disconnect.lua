-- A socket closed.
-- ARGV: node, session id, user, socket, how long the guest has to come back to its room (ms)
-- Gives 'unknown' when this node has registered none of that name, 'online' while the guest has others, else 'last' and its room or ''.
local outcome, room = takeSocket(ARGV[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]))
return {outcome, room and room.json or ''}
