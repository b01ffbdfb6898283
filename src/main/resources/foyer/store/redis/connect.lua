-- A socket opened.
-- ARGV: node, session id, socket, most sockets of the session (0 for any number), lifetime of the session (ms)
-- Gives 'lost' when this node has no lease, 'gone' when the session is not alive, 'many' when it has all its sockets; nothing was changed. Else
-- 'arrived', whether the guest was offline, its places (version, nodes); its room, whether it is back, the partner's places, or '' four times;
-- a room it has missed or ''; the guest.
local node, sid, socket, most, lifetime = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
if not isMember(node) then
    return {'lost'}
end
local guest = load(sid)
if not guest or guest.ended then
    return {'gone'}
end
local user = guest.user
local sockets = P .. 'sockets:' .. user
local holder = redis.call('HGET', sockets, socket)
if not holder and most > 0 and redis.call('HLEN', sockets) >= most then
    return {'many'}
end

local first = not isOnline(user)
local new = not nodesOf(user)[node]
redis.call('HSET', sockets, socket, node)
redis.call('HSET', P .. 'node:' .. node .. ':sockets', socket, sid .. '\n' .. user)
if holder and holder ~= node then
    redis.call('HDEL', P .. 'node:' .. holder .. ':sockets', socket)
end
see(guest)
if now + lifetime > tonumber(guest.expires) then
    guest.expires = text(now + lifetime)
    redis.call('HSET', P .. 'guest:' .. sid, 'expires', guest.expires)
end
if first then
    redis.call('ZADD', P .. 'online', micros, sid)
    redis.call('ZADD', P .. 'sessions', '+inf', sid)
    redis.call('PERSIST', P .. 'guest:' .. sid)
    redis.call('PERSIST', P .. 'session-of:' .. user)
end
if new then
    guest.version = redis.call('HINCRBY', P .. 'guest:' .. sid, 'version', 1)
end

local places = placesOf(user, tonumber(guest.version or 0))
local reply = {'arrived', first and 1 or 0, places.version, places.nodes}
local room = roomOf(user)
if room then
    local partner = partnerIn(room, user)
    local unsaid = redis.call('DEL', P .. 'unsaid:' .. user) == 1
    local back = redis.call('ZREM', P .. 'away', user) == 1 and not unsaid
    local there = placesOf(partner)
    if guest.partner ~= partner then
        guest.partner = partner
        redis.call('HSET', P .. 'guest:' .. sid, 'partner', partner)
    end
    for _, value in ipairs({room.json, back and 1 or 0, there.version, there.nodes, ''}) do
        reply[#reply + 1] = value
    end
    if new or back then
        tell(node, {user, partner}, 'here', room.id, presenceLetter(user, places, room, {back = back}))
    end
else
    local missed = first and redis.call('GET', P .. 'missed:' .. user)
    if missed then
        redis.call('DEL', P .. 'missed:' .. user)
    end
    for _, value in ipairs({'', '', '', '', missed or ''}) do
        reply[#reply + 1] = value
    end
    if new and not first then
        tell(node, {user}, 'here', user, presenceLetter(user, places, nil, {back = false}))
    end
end
return addGuest(reply, guest)
