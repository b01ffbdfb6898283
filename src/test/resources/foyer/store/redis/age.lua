-- Makes everything older, as if so much time had passed.
-- KEYS[1]: prefix. ARGV: milliseconds
local P, by = KEYS[1], tonumber(ARGV[1])
local function shift(key, amount)
    local entries = redis.call('ZRANGE', P .. key, 0, -1, 'WITHSCORES')
    for i = 1, #entries, 2 do
        local score = tonumber(entries[i + 1])
        if score > 0 and score < math.huge then
            redis.call('ZADD', P .. key, string.format('%.0f', score - amount), entries[i])
        end
    end
end
shift('sessions', by)
shift('nodes', by)
shift('away', by)
shift('online', by * 1000)
shift('searching', by * 1000)
for _, key in ipairs(redis.call('KEYS', P .. '*')) do
    if string.sub(key, 1, #P + 6) == P .. 'guest:' then
        for _, field in ipairs({'created', 'expires', 'seen'}) do
            local value = redis.call('HGET', key, field)
            redis.call('HSET', key, field, string.format('%.0f', tonumber(value) - by))
        end
    end
    local left = redis.call('PTTL', key)
    if left >= 0 and left <= by then
        redis.call('DEL', key)
    elseif left >= 0 then
        redis.call('PEXPIRE', key, left - by)
    end
end
return 1
