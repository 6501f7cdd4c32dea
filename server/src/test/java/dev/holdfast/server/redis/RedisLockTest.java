package dev.holdfast.server.redis;

import dev.holdfast.server.config.RedisAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In a Redis of the tests. */
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
