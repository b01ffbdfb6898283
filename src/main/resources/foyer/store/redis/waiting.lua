-- Who waits for a partner, and who suits whom; it goes before the scripts that match.

-- How many of those who wait are looked at: in the order they came, so that nobody waits for ever.
local MOST = 1000
local waiting

-- All who wait, in the order they came.
local function everybody()
    if not waiting then
        waiting = {}
        local entries = redis.call('ZRANGE', P .. 'searching', 0, MOST - 1, 'WITHSCORES')
        for i = 1, #entries, 2 do
            waiting[#waiting + 1] = {sid = entries[i], since = tonumber(entries[i + 1])}
        end
    end
    return waiting
end

-- Reads what is known of one who waits, when it is needed. Gives whether it can be matched.
local function look(self, entry)
    if entry.taken == nil then
        entry.guest = load(entry.sid)
        entry.taken = not entry.guest or entry.guest.ended or not isReachable(self, entry.guest.user)
        if not entry.taken then
            entry.user = entry.guest.user
            entry.language = redis.call('HGET', P .. 'guest:' .. entry.sid, 'speaks')
            entry.last = redis.call('GET', P .. 'last:' .. entry.user)
        end
    end
    return not entry.taken
end

-- Whether it still waits for somebody of its own language.
local function isParticular(entry, widen)
    return entry.language and micros < entry.since + widen * 1000
end

local function suit(one, other, widen)
    return one.language == other.language or not isParticular(one, widen) and not isParticular(other, widen)
end

-- Whom one is matched with: the first who suits, and its last partner only if nobody else waits.
local function partnerFor(self, seeker, widen)
    local strangers, last = false, nil
    for _, entry in ipairs(everybody()) do
        if entry.sid ~= seeker.sid and look(self, entry) then
            if entry.last == seeker.user or seeker.last == entry.user then
                last = last or suit(seeker, entry, widen) and entry or nil
            elseif suit(seeker, entry, widen) then
                return entry
            else
                strangers = true
            end
        end
    end
    return not strangers and last or nil
end

local function member(guest)
    local other = {userId = guest.user, username = guest.name}
    for _, name in ipairs({'location', 'gender', 'language'}) do
        other[name] = guest[name] or nil
    end
    return other
end

-- Puts two into a room. Gives the body of the letter, which the nodes of both have got, but for this one.
local function open(self, one, other)
    one.taken, other.taken = true, true
    local id = one.user < other.user and one.user .. '_' .. other.user or other.user .. '_' .. one.user
    local json = cjson.encode({first = member(one.guest), second = member(other.guest), since = text(micros)})
    redis.call('SET', P .. 'room:' .. id, json)
    redis.call('SADD', P .. 'rooms', id)
    for _, pair in ipairs({{one, other}, {other, one}}) do
        local entry, partner = pair[1], pair[2]
        redis.call('SET', P .. 'room-of:' .. entry.user, id)
        redis.call('HSET', P .. 'guest:' .. entry.sid, 'partner', partner.user)
        redis.call('ZREM', P .. 'searching', entry.sid)
    end
    local places = {[one.user] = placesOf(one.user), [other.user] = placesOf(other.user)}
    local body = '{"room":' .. json .. ',"places":' .. cjson.encode(places) .. '}'
    tell(self, {one.user, other.user}, 'opened', id, body)
    return body
end

