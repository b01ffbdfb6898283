-- The counts, and some guests, the latest first.
-- ARGV: 'online', 'searching' or '' for the counts alone; how many guests at most
-- Gives: sessions alive, guests online, open sockets, guests searching, rooms; then the guests, one after the other.
local set, most = ARGV[1], tonumber(ARGV[2])
local sockets = 0
for _, node in ipairs(redis.call('ZRANGE', P .. 'nodes', 0, -1)) do
    sockets = sockets + redis.call('HLEN', P .. 'node:' .. node .. ':sockets')
end
local reply = {
    redis.call('ZCOUNT', P .. 'sessions', '(' .. text(now), '+inf'),
    redis.call('ZCARD', P .. 'online'),
    sockets,
    redis.call('ZCARD', P .. 'searching'),
    redis.call('SCARD', P .. 'rooms')
}
if set ~= '' and most > 0 then
    for _, sid in ipairs(redis.call('ZREVRANGE', P .. set, 0, most - 1)) do
        local guest = load(sid)
        if guest then
            addGuest(reply, guest)
        end
    end
end
return reply
