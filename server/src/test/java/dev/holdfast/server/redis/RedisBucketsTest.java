package dev.holdfast.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.access.Buckets;
import dev.holdfast.server.access.Rate;
import dev.holdfast.server.config.RedisAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

@Timeout(60)
class RedisBucketsTest {
    private static final Rate RATE = new Rate(3, Duration.ofHours(1));

    private final TestRedis redis = TestRedis.start();
    private final AtomicInteger alone = new AtomicInteger();

    @AfterEach
    void close() {
        redis.close();
    }

    private RedisBuckets buckets(String shop, int port) {
        return RedisBuckets.of(RedisAddress.parse("redis://127.0.0.1:" + port), shop, alone::incrementAndGet);
    }

    private static boolean take(Buckets buckets, String key) {
        return buckets.use(key, bucket -> bucket.tryConsume(1));
    }

    @Test
    void serversOfAShopShareThem() {
        try (RedisBuckets one = buckets("shop", redis.port());
                RedisBuckets two = buckets("shop", redis.port());
                RedisBuckets other = buckets("other", redis.port())) {
            Buckets here = one.make("keys", RATE);
            Buckets there = two.make("keys", RATE);
            assertThat(take(here, "a")).isTrue();
            assertThat(take(there, "a")).isTrue();
            assertThat(take(here, "a")).isTrue();

            assertThat(take(there, "a")).isFalse();
            assertThat(take(here, "a")).isFalse();
            assertThat(take(here, "b")).isTrue();
            assertThat(take(one.make("codes", RATE), "a")).isTrue();
            assertThat(take(other.make("keys", RATE), "a")).isTrue();
            assertThat(alone).hasValue(0);
        }
    }

    /** Otherwise every address that was ever seen would stay. */
    @Test
    void theyAreForgottenOnceTheyAreFull() {
        try (RedisBuckets buckets = buckets("shop", redis.port());
                RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
            take(buckets.make("keys", RATE), "a");

            assertThat(client.keys("*")).containsExactly("holdfast:shop:limit:keys:a");
            // A token comes back after twenty minutes.
            assertThat(client.ttl("holdfast:shop:limit:keys:a")).isBetween(1_190L, 1_215L);
        }
    }

    @Test
    void withoutRedisEachServerCountsByItself() {
        try (RedisBuckets one = buckets("shop", TestRedis.freePort());
                RedisBuckets two = buckets("shop", TestRedis.freePort())) {
            Buckets here = one.make("keys", RATE);
            Buckets there = two.make("keys", RATE);
            for (int i = 0; i < 3; i++) {
                assertThat(take(here, "a")).isTrue();
                assertThat(take(there, "a")).isTrue();
            }
            assertThat(take(here, "a")).isFalse();
            assertThat(alone).hasValue(7);
        }
    }

    @Test
    void aRedisThatDoesNotAnswerIsNotWaitedForTwice() throws IOException {
        try (StallingProxy proxy = new StallingProxy(redis.port());
                RedisBuckets buckets = buckets("shop", proxy.port())) {
            Buckets slow = buckets.make("keys", RATE);
            assertThat(take(slow, "a")).isTrue();
            proxy.stall();

            for (int i = 0; i < 3; i++) {
                assertThat(take(slow, "a")).isTrue();
            }

            assertThat(take(slow, "a")).isFalse();
            assertThat(alone).hasValue(4);
        }
    }
}
