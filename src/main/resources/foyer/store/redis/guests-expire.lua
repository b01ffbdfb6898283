-- Sessions whose time is over; their own keys have ended by themselves. Gives how many there were.
return redis.call('ZREMRANGEBYSCORE', P .. 'sessions', '-inf', now)
