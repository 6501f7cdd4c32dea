package dev.holdfast.server.redis;

import dev.holdfast.server.config.RedisAddress;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.testing.SweepLockContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.RedisClient;

/** The tests of the lock; a subclass provides the Redis. */
abstract class RedisLockContract extends SweepLockContract {
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

    @Override
    protected SweepLock lock() {
        RedisLock lock = RedisLock.of(address(), "shop");
        locks.add(lock);
        return lock;
    }

    @Override
    protected void letMostOfTheTermPass() {
        shorten(RedisLock.TERM.toMillis() * 2 / 3);
    }

    @Override
    protected void letTheTermEnd() {
        shorten(RedisLock.TERM.toMillis());
    }

    private void shorten(long milliseconds) {
        try (RedisClient client = client()) {
            client.pexpire(KEY, client.pttl(KEY) - milliseconds);
        }
    }

    private RedisClient client() {
        return RedisClient.create(address().host(), address().port());
    }
}
