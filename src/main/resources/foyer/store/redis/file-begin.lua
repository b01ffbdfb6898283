-- Begins a draft. ARGV: file, bytes that all files may take (0: any), milliseconds a silent draft lives
-- -> whether there is space
if not hasSpace(1, tonumber(ARGV[2])) then
    return 0
end
redis.call('HSET', P .. 'file:' .. ARGV[1], 'begun', text(now))
redis.call('PEXPIRE', P .. 'file:' .. ARGV[1], ARGV[3])
redis.call('ZADD', P .. 'files', now + ARGV[3], ARGV[1])
return 1
