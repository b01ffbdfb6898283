-- Says which key this node signs with. ARGV: id of the key, milliseconds after which a key is forgotten that no node speaks of
-- -> the ids of all keys that nodes sign with
redis.call('ZADD', P .. 'signing-keys', now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', P .. 'signing-keys', '-inf', text(now - ARGV[2]))
redis.call('PEXPIRE', P .. 'signing-keys', ARGV[2])
return redis.call('ZRANGE', P .. 'signing-keys', 0, -1)
