/** What is kept in Redis, which is one lock: {@link dev.holdfast.server.redis.RedisLock}. */
@NullMarked
package dev.holdfast.server.redis;

import org.jspecify.annotations.NullMarked;
