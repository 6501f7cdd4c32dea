package dev.holdfast.server.redis;

import dev.holdfast.sweep.SweepLock;
import dev.holdfast.testing.SweepLockContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The lock in a real Redis. */
final class RedisLockTest extends SweepLockContract {
    private static final String KEY = "holdfast:shop:sweep";
    private static TestRedis redis;

    private final List<RedisLock> locks = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void beginFree() {
        redis.forgetAll();
    }

    @AfterEach
    void closeLocks() {
        locks.forEach(RedisLock::close);
    }

    @Override
    protected SweepLock lock() {
        RedisLock lock = RedisLock.of(redis.address(), "shop");
        locks.add(lock);
        return lock;
    }

    @Override
    protected void letMostOfTheTermPass() {
        redis.shorten(KEY, RedisLock.TERM.toMillis() * 2 / 3);
    }

    @Override
    protected void letTheTermEnd() {
        redis.shorten(KEY, RedisLock.TERM.toMillis());
    }
}
