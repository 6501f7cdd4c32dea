package dev.holdfast.server.redis;

import dev.holdfast.server.config.RedisAddress;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.testing.SweepLockContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The tests of the lock; a subclass provides the Redis. */
abstract class RedisLockContract {
    private static final String KEY = "holdfast:shop:sweep";

    private final List<RedisLock> locks = new ArrayList<>();

    abstract RedisAddress address();

    @BeforeEach
    void beginFree() {
        try (RedisClient client = client()) {
            client.flushAll();
        }
    }

    @AfterEach
    void closeLocks() {
        locks.forEach(RedisLock::close);
    }

    @Test
    void keepsTheContract() {
        SweepLockContract.check(this::lock, RedisLock.TERM, this::shorten);
    }

    private SweepLock lock() {
        RedisLock lock = RedisLock.of(address(), "shop");
        locks.add(lock);
        return lock;
    }

    private void shorten(Duration time) {
        try (RedisClient client = client()) {
            client.pexpire(KEY, client.pttl(KEY) - time.toMillis());
        }
    }

    private RedisClient client() {
        return RedisClient.create(address().host(), address().port());
    }
}
