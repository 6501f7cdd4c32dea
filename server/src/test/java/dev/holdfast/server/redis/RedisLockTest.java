package dev.holdfast.server.redis;

import dev.holdfast.server.config.RedisAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The lock in a Redis that the tests start. */
final class RedisLockTest extends RedisLockContract {
    private static TestRedis redis;

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    RedisAddress address() {
        return redis.address();
    }
}
