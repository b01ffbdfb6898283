-- What all scripts share; it goes before each of them. docs/redis.md describes the keys.
--
-- KEYS[1] is what every key begins with, and the only key that is passed: the others are made from it. That is sound although Redis wants to
-- be told of all keys, because in a cluster the prefix is one hash tag: all keys are in one slot, which is that of KEYS[1].
-- The first of ARGV is the id of the node that asks, in all scripts that tell other nodes.
--
-- A full Redis refuses a script's first write, if it may take memory, and then lets all others pass. So what adds something begins with such a
-- write, and is taken whole or not at all; what removes something begins with a removal, and always passes.

local P = KEYS[1]
local clock = redis.call('TIME')
-- Times are milliseconds of the epoch; those that order or tell apart are microseconds.
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local micros = clock[1] * 1000000 + clock[2]

local GUEST = {'user', 'name', 'location', 'gender', 'language', 'device', 'created', 'expires', 'seen', 'partner',
    'ended', 'version'}

local function text(number)
    return string.format('%.0f', number)
end

-- ---- guests ----

-- All that is known of a guest; nil when nothing is.
local function load(sid)
    local values = redis.call('HMGET', P .. 'guest:' .. sid, unpack(GUEST))
    if not values[1] then
        return nil
    end
    local guest = {sid = sid}
    for i, name in ipairs(GUEST) do
        guest[name] = values[i]
    end
    return guest
end

local function sessionOf(user)
    return redis.call('GET', P .. 'session-of:' .. user)
end

local function isOnline(user)
    return redis.call('EXISTS', P .. 'sockets:' .. user) == 1
end

-- As GuestReply.java reads it, at the end of a reply.
local function addGuest(reply, guest)
    for _, value in ipairs({guest.sid, guest.user, guest.name}) do
        reply[#reply + 1] = value
    end
    for _, name in ipairs({'location', 'gender', 'language', 'device', 'created', 'expires'}) do
        reply[#reply + 1] = guest[name]
    end
    reply[#reply + 1] = isOnline(guest.user) and 1 or 0
    reply[#reply + 1] = redis.call('ZSCORE', P .. 'searching', guest.sid) and 1 or 0
    reply[#reply + 1] = guest.partner
    reply[#reply + 1] = guest.seen
    return reply
end

-- Heard of; time never runs backwards.
local function see(guest)
    if now > tonumber(guest.seen) then
        guest.seen = text(now)
        redis.call('HSET', P .. 'guest:' .. guest.sid, 'seen', guest.seen)
    end
end

-- While no socket is open the keys of a session end by themselves.
local function endBy(guest, time)
    redis.call('ZADD', P .. 'sessions', time, guest.sid)
    redis.call('PEXPIREAT', P .. 'guest:' .. guest.sid, time)
    redis.call('PEXPIREAT', P .. 'session-of:' .. guest.user, time)
end

local function forget(sid, user)
    redis.call('DEL', P .. 'guest:' .. sid, P .. 'session-of:' .. user)
    redis.call('ZREM', P .. 'sessions', sid)
end

-- It was ended on purpose, and is not to be put back by a node whose socket of it has not been closed yet: for as long as it might have lived.
local function bury(guest)
    redis.call('SET', P .. 'ended:' .. guest.sid, '1', 'PX', math.max(guest.expires - now, 60000))
end

-- ---- nodes ----

-- Whether the node may register something. One that is declared dead, or has left, has a lease that ended at 0 until nothing is left of it.
local function isMember(node)
    local lease = redis.call('ZSCORE', P .. 'nodes', node)
    return lease and tonumber(lease) > 0
end

local function isGood(node)
    local lease = redis.call('ZSCORE', P .. 'nodes', node)
    return lease and tonumber(lease) > now
end

-- Which nodes hold sockets of a user: a set, and its elements in order.
local function nodesOf(user)
    local set, list = {}, {}
    for _, node in ipairs(redis.call('HVALS', P .. 'sockets:' .. user)) do
        if not set[node] then
            set[node] = true
            list[#list + 1] = node
        end
    end
    table.sort(list)
    return set, list
end

-- Whether somebody who is alive holds a socket of the user; who asks is alive, even if its lease is due.
local function isReachable(self, user)
    for node in pairs((nodesOf(user))) do
        if isGood(node) or node == self and isMember(node) then
            return true
        end
    end
    return false
end

local function versionOf(user)
    local sid = sessionOf(user)
    return tonumber(sid and redis.call('HGET', P .. 'guest:' .. sid, 'version') or 0)
end

-- Where a user has sockets, as StepJson.java writes it. The version is kept with the session, and is not given where that is known already.
local function placesOf(user, version)
    local _, list = nodesOf(user)
    return {version = version or versionOf(user), nodes = table.concat(list, ' ')}
end

-- ---- letters ----

local function post(node, kind, lane, body)
    redis.call('PUBLISH', P .. 'node:' .. node, kind .. '\n' .. lane .. '\n' .. body)
end

-- To the nodes of all these users, each once, and not to the one that asks.
local function tell(self, users, kind, lane, body)
    local told = {[self] = true}
    for _, user in ipairs(users) do
        for node in pairs((nodesOf(user))) do
            if not told[node] then
                told[node] = true
                post(node, kind, lane, body)
            end
        end
    end
end

-- ---- rooms ----

-- The room a user is in, as StepJson.java writes it; nil when it is in none.
local function roomOf(user)
    local id = redis.call('GET', P .. 'room-of:' .. user)
    local json = id and redis.call('GET', P .. 'room:' .. id)
    if not json then
        return nil
    end
    local room = cjson.decode(json)
    room.id, room.json = id, json
    return room
end

local function partnerIn(room, user)
    return room.first.userId == user and room.second.userId or room.first.userId
end

-- The body of a letter of a guest's coming or going, with the room if there is one; Redis' JSON writes numbers of 14 digits and no more.
local function presenceLetter(user, places, room, more)
    more.userId, more.places = user, places
    local body = cjson.encode(more)
    return room and string.sub(body, 1, -2) .. ',"room":' .. room.json .. '}' or body
end

-- ---- sockets ----

-- A guest's last socket has gone: it is offline, and away from its room for as long as it has to come back. Gives the room.
local function goOffline(self, sid, user, grace)
    local room = roomOf(user)
    local guest = load(sid)
    local version = guest and redis.call('HINCRBY', P .. 'guest:' .. sid, 'version', 1) or 0
    redis.call('ZREM', P .. 'online', sid)
    redis.call('ZREM', P .. 'searching', sid)
    if not guest or guest.ended or tonumber(guest.expires) <= now then
        forget(sid, user)
    else
        see(guest)
        endBy(guest, guest.expires)
    end
    if room then
        redis.call('ZADD', P .. 'away', now + grace, user)
        redis.call('DEL', P .. 'unsaid:' .. user)
        local body = presenceLetter(user, placesOf(user, version), room, {away = true, graceMs = grace})
        tell(self, {partnerIn(room, user)}, 'gone', room.id, body)
    end
    return room
end

-- Takes a socket off the books. Gives 'unknown' if this node holds none of that name, 'online' while others are left, else 'last' and the room.
local function takeSocket(self, node, sid, user, socket, grace)
    local sockets = P .. 'sockets:' .. user
    redis.call('HDEL', P .. 'node:' .. node .. ':sockets', socket)
    if redis.call('HGET', sockets, socket) ~= node then
        return 'unknown'
    end
    redis.call('HDEL', sockets, socket)
    if redis.call('EXISTS', sockets) == 0 then
        return 'last', goOffline(self, sid, user, grace)
    end
    local here = nodesOf(user)
    if not here[node] then
        local room = roomOf(user)
        local version = redis.call('HINCRBY', P .. 'guest:' .. sid, 'version', 1)
        local body = presenceLetter(user, placesOf(user, version), room, {away = false, graceMs = 0})
        local concerned = {user, room and partnerIn(room, user)}
        tell(self, concerned, 'gone', room and room.id or user, body)
    end
    return 'online'
end

