package dev.holdfast.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.UnavailableException;
import dev.holdfast.server.config.RedisAddress;
import dev.holdfast.spi.SweepLock.Held;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Redis that is down, slow, password-protected, or has lost its data. */
@Timeout(60)
final class RedisFaultsTest {
    private static final int LINES = 3;

    private final TestRedis redis = TestRedis.start();
    private final RedisLock lock = RedisLock.of(redis.address(), "shop");

    @AfterEach
    void close() {
        lock.close();
        redis.close();
    }

    @Test
    void awayIsSaidWithTheAddressAndWithoutThePassword() {
        int port = TestRedis.freePort();
        try (RedisLock away = RedisLock.of(RedisAddress.parse("redis://:hunter2@127.0.0.1:" + port), "shop")) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(away::tryAcquire)
                    .withMessageContaining("redis://127.0.0.1:" + port)
                    .withMessageContaining("Failed to connect")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("redis_unavailable"))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        }
    }

    @Test
    void slowIsNotWaitedForForever() throws IOException {
        try (StallingProxy proxy = new StallingProxy(redis.port());
                RedisLock slow = RedisLock.of(RedisAddress.parse("redis://127.0.0.1:" + proxy.port()), "other")) {
            proxy.stall();
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(slow::tryAcquire)
                    .withMessageContaining("timed out");

            proxy.flow();
            // Redis may have executed the command that was given up, so the lock may belong to nobody for a term.
            redis.forgetAll();
            Held held = slow.tryAcquire().orElseThrow();

            proxy.stall();
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(held::renew);
            held.close();
        }
    }

    @Test
    void aLockWhoseClientWasClosedIsRenewedNoMore() {
        RedisLock first = RedisLock.of(redis.address(), "closed");
        Held held = first.tryAcquire().orElseThrow();
        assertThat(renewals()).isEqualTo(1);

        first.close();

        Awaitility.await().until(() -> renewals() == 0);
        held.close();
    }

    private static long renewals() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("holdfast-lock"))
                .count();
    }

    @Test
    void aRestartIsSurvivedByTheNextSweep() {
        lock.tryAcquire().orElseThrow().close();
        redis.restartEmpty();

        assertThat(lock.tryAcquire()).isPresent();
    }

    @Test
    void aWrongPasswordIsSaid() {
        try (TestRedis guarded = TestRedis.start("requirepass hunter2");
                RedisLock none = RedisLock.of(guarded.address(), "shop");
                RedisLock wrong = RedisLock.of(password(guarded, "hunter3"), "shop");
                RedisLock right = RedisLock.of(password(guarded, "hunter2"), "shop")) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(none::tryAcquire)
                    .withMessageContaining("NOAUTH");
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(wrong::tryAcquire)
                    .withMessageContaining("WRONGPASS");
            assertThat(right.tryAcquire()).isPresent();
        }
    }

    @Test
    void aUserMayHaveAColonInItsName() {
        try (TestRedis guarded = TestRedis.start("user svc:billing on >secret ~* &* +@all", "user default off");
                RedisLock billing = RedisLock.of(
                        RedisAddress.parse("redis://svc%3Abilling:secret@127.0.0.1:" + guarded.port()), "shop")) {
            assertThat(billing.tryAcquire()).isPresent();
        }
    }

    @Test
    void shopsDoNotLockEachOtherOut() {
        try (RedisLock neighbour = RedisLock.of(redis.address(), "neighbour")) {
            assertThat(lock.tryAcquire()).isPresent();
            assertThat(neighbour.tryAcquire()).isPresent();
        }
    }

    @Test
    void aSweepStopsBeforeTheNextBatchWhenRedisRestartedEmpty() {
        TestShop shop = shopWithExpiredLines();

        SweepResult result = sweep(shop, redis::restartEmpty);

        assertThat(result.finished()).isFalse();
        assertThat(result.items()).isOne();
        assertThat(sweep(shop, () -> {}).finished()).isTrue();
        assertThat(shop.count("select count(*) from #cart_items")).isZero();
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aSweepStopsBeforeTheNextBatchWhenRedisIsAway() {
        TestShop shop = shopWithExpiredLines();

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> sweep(shop, redis::stop));

        assertThat(shop.count("select count(*) from #cart_items")).isEqualTo(LINES - 1);
        assertThat(shop.contradictions()).isZero();
    }

    private static TestShop shopWithExpiredLines() {
        TestShop shop = new TestShop();
        for (int line = 1; line <= LINES; line++) {
            shop.cartWith(shop.variant(1), 1);
        }
        shop.letExpire();
        return shop;
    }

    private SweepResult sweep(TestShop shop, Runnable afterBatch) {
        return shop.holdfast
                .sweeper()
                .sweep(SweepOptions.defaults().withBatch(1).withLock(lock).reportingTo(soFar -> afterBatch.run()));
    }

    private static RedisAddress password(TestRedis redis, String password) {
        return RedisAddress.parse("redis://:" + password + "@127.0.0.1:" + redis.port());
    }
}
