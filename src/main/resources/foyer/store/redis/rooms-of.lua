-- The rooms of several guests, each once, as the letter tells of them when they are opened.
-- ARGV: users
local reply, known = {}, {}
for _, user in ipairs(ARGV) do
    local room = roomOf(user)
    if room and not known[room.id] then
        known[room.id] = true
        local places = {}
        for _, one in ipairs({room.first.userId, room.second.userId}) do
            places[one] = placesOf(one)
        end
        reply[#reply + 1] = '{"room":' .. room.json .. ',"places":' .. cjson.encode(places) .. '}'
    end
end
return reply
