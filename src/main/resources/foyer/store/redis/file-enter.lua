-- Enters a draft into its room. ARGV: file, room -> whether the draft is there
local file = P .. 'file:' .. ARGV[1]
local left = redis.call('PTTL', file)
if left < 0 then
    return 0
end
redis.call('HSET', file, 'room', ARGV[2])
redis.call('SADD', P .. 'room:' .. ARGV[2] .. ':files', ARGV[1])
liveOn(P .. 'room:' .. ARGV[2] .. ':files', left)
return 1
