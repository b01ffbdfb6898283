-- Where guests have sockets.
-- ARGV: users
-- Gives for each that has any: user, version, nodes.
local reply = {}
for _, user in ipairs(ARGV) do
    local places = placesOf(user)
    if places.nodes ~= '' then
        for _, value in ipairs({user, places.version, places.nodes}) do
            reply[#reply + 1] = value
        end
    end
end
return reply
