-- Matches those who have waited long enough not to mind the language.
-- ARGV: node, how long one waits for somebody of the same language (ms), how many to match at most
-- Gives the bodies of the letters.
local node, widen, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local patient = redis.call('ZRANGEBYSCORE', P .. 'searching', '-inf', text(micros - widen * 1000), 'LIMIT', 0, 1)
local opened = {}
if #patient == 0 or redis.call('ZCARD', P .. 'searching') < 2 then
    return opened
end
for _, entry in ipairs(everybody()) do
    if #opened >= most or entry.since + widen * 1000 > micros then
        break
    end
    local partner = look(node, entry) and partnerFor(node, entry, widen)
    if partner then
        opened[#opened + 1] = open(node, entry, partner)
    end
end
return opened
