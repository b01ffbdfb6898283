-- What scripts about files share.
--
-- "files" has the ids of all files and drafts by their end, "files:kept" those of the files, "files:sizes" what each of them takes, "files:bytes" what
-- they take in all. A file, its
-- content and the list of its room end by themselves too; what they took is given back when their end is swept.

local function forgetFile(id)
    redis.call('UNLINK', P .. 'file:' .. id, P .. 'file:' .. id .. ':content')
    redis.call('ZREM', P .. 'files', id)
    redis.call('SREM', P .. 'files:kept', id)
    local size = redis.call('HGET', P .. 'files:sizes', id)
    if size then
        redis.call('HDEL', P .. 'files:sizes', id)
        if redis.call('DECRBY', P .. 'files:bytes', size) <= 0 then
            redis.call('UNLINK', P .. 'files:bytes')
        end
    end
end

-- Deletes the files of a room and ends the drafts that are in it; gives how many files there were.
local function deleteFilesOf(room)
    local list = P .. 'room:' .. room .. ':files'
    local count = 0
    for _, id in ipairs(redis.call('SMEMBERS', list)) do
        count = count + redis.call('HEXISTS', P .. 'file:' .. id, 'kept')
        forgetFile(id)
    end
    redis.call('UNLINK', list)
    return count
end

-- Gives back what files and drafts took whose time is over; how many there were, a hundred at most.
local function sweepFiles()
    local over = redis.call('ZRANGEBYSCORE', P .. 'files', '-inf', now, 'LIMIT', 0, 100)
    for _, id in ipairs(over) do
        forgetFile(id)
    end
    return #over
end

-- Whether so much more may be kept, when so much may be in all; 0 for any amount.
local function hasSpace(more, most)
    local function fits()
        return most == 0 or tonumber(redis.call('GET', P .. 'files:bytes') or 0) + more <= most
    end
    while not fits() do
        if sweepFiles() == 0 then
            return false
        end
    end
    return true
end

-- Lets a key live so long, unless it lives longer.
local function liveOn(key, millis)
    if redis.call('PTTL', key) < millis then
        redis.call('PEXPIRE', key, millis)
    end
end
