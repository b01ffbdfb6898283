-- Removes a draft, or the file it was made without its sender having heard of it. ARGV: file
local room = redis.call('HGET', P .. 'file:' .. ARGV[1], 'room')
forgetFile(ARGV[1])
if room then
    redis.call('SREM', P .. 'room:' .. room .. ':files', ARGV[1])
end
return 1
