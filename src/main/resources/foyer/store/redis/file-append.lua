-- Adds a piece to a draft. ARGV: file, bytes that all files may take (0: any), milliseconds a silent draft lives, the piece
-- -> ADDED, ENDED (the draft has been deleted) or FULL
local file = P .. 'file:' .. ARGV[1]
local size = #ARGV[4]
if redis.call('EXISTS', file) == 0 then
    return 'ENDED'
end
if not hasSpace(size, tonumber(ARGV[2])) then
    return 'FULL'
end
redis.call('APPEND', file .. ':content', ARGV[4])
redis.call('HINCRBY', P .. 'files:sizes', ARGV[1], size)
redis.call('INCRBY', P .. 'files:bytes', size)
redis.call('PEXPIRE', file .. ':content', ARGV[3])
redis.call('PEXPIRE', file, ARGV[3])
redis.call('ZADD', P .. 'files', now + ARGV[3], ARGV[1])
local room = redis.call('HGET', file, 'room')
if room then
    liveOn(P .. 'room:' .. room .. ':files', tonumber(ARGV[3]))
end
return 'ADDED'
