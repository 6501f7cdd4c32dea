/** The lock of sweeps in Redis: {@link dev.holdfast.server.redis.RedisLock}. */
@NullMarked
package dev.holdfast.server.redis;

import org.jspecify.annotations.NullMarked;
