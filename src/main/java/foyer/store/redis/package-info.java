/**
 * Everything in Redis, or Valkey: each step of a port is one Lua script, atomic, one round trip, by Redis' own time. The keys, and what
 * happens when Redis is away, slow, full or emptied, are described in {@code docs/redis.md}.
 */
package foyer.store.redis;
