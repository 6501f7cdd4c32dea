package dev.holdfast.server.planted.http.routes;

import redis.clients.jedis.RedisClient;

/** Knows Jedis outside of the redis package. */
record AsksRedis(RedisClient known) {}
