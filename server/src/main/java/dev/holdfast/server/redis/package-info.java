/**
 * Shared by processes in Redis: the lock of sweeps, {@link dev.holdfast.server.redis.RedisLock}, and the counts of
 * limits, {@link dev.holdfast.server.redis.RedisBuckets}.
 */
@NullMarked
package dev.holdfast.server.redis;

import org.jspecify.annotations.NullMarked;
