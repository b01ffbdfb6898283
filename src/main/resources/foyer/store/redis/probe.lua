-- Whether Redis takes writes. The key is gone within seconds.
redis.call('SET', P .. 'probe', '1', 'PX', 10000)
return 1
