-- Makes a file of a draft. ARGV: file, room, milliseconds it lives, then names and values of what is known of it
-- -> whether the draft was there, and its room's files have not been deleted since it was entered
local file = P .. 'file:' .. ARGV[1]
local list = P .. 'room:' .. ARGV[2] .. ':files'
if redis.call('HGET', file, 'room') ~= ARGV[2] or redis.call('SISMEMBER', list, ARGV[1]) == 0 then
    return 0
end
redis.call('HSET', file, 'kept', text(now), unpack(ARGV, 4))
redis.call('PEXPIRE', file, ARGV[3])
redis.call('PEXPIRE', file .. ':content', ARGV[3])
redis.call('ZADD', P .. 'files', now + ARGV[3], ARGV[1])
redis.call('SADD', P .. 'files:kept', ARGV[1])
liveOn(list, tonumber(ARGV[3]))
return 1
