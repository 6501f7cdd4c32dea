package dev.holdfast.server.redis;

import dev.holdfast.server.access.Buckets;
import dev.holdfast.server.access.ProcessBuckets;
import dev.holdfast.server.access.Rate;
import dev.holdfast.server.config.RedisAddress;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.serialization.Mapper;
import io.github.bucket4j.redis.jedis.Bucket4jJedis.JedisBasedProxyManagerBuilder;
import io.github.bucket4j.redis.jedis.RedisApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * Buckets in Redis, which all servers of a shop share. A bucket that is full again is deleted. While Redis cannot be
 * used, each process counts by itself: no request fails or waits for longer than {@link #PATIENCE} because of it, and
 * none waits while Redis is not tried again. Thread-safe.
 */
public final class RedisBuckets implements Buckets.Maker, AutoCloseable {
    /** The time limit for a connection and for an answer: 100 milliseconds. */
    public static final Duration PATIENCE = Duration.ofMillis(100);

    /** How long Redis is not tried again after a failure. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RedisBuckets.class);
    private static final int MOST_CONNECTIONS = 16;
    private static final Duration SPARE_LIFE = Duration.ofSeconds(10);

    private final RedisAddress address;
    private final RedisClient client;
    private final ProxyManager<byte[]> manager;
    private final String prefix;
    private final Runnable countedAlone;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile long pauseEnds = System.nanoTime();

    private RedisBuckets(RedisAddress address, RedisClient client, String prefix, Runnable countedAlone) {
        this.address = address;
        this.client = client;
        this.prefix = prefix;
        this.countedAlone = countedAlone;
        this.manager = new JedisBasedProxyManagerBuilder<>(Mapper.BYTES, new Calls(client))
                .requestTimeout(PATIENCE)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(SPARE_LIFE))
                .build();
    }

    /** What buckets ask of Redis. */
    private record Calls(RedisClient client) implements RedisApi {
        @Override
        public Object eval(byte[] script, int keys, byte[]... parameters) {
            return client.eval(script, keys, parameters);
        }

        @Override
        public byte[] get(byte[] key) {
            return client.get(key);
        }

        @Override
        public void delete(byte[] key) {
            client.del(key);
        }
    }

    /**
     * The buckets of a shop. Does not connect to Redis yet.
     *
     * @param shop distinguishes shops that share a Redis; the schema serves if theirs differ
     * @param countedAlone told of each request that this process counts by itself
     */
    public static RedisBuckets of(RedisAddress address, String shop, Runnable countedAlone) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(PATIENCE);
        RedisClient client = RedisClient.builder()
                .hostAndPort(new HostAndPort(address.host(), address.port()))
                .clientConfig(RedisLock.config(address, PATIENCE))
                .poolConfig(pool)
                .build();
        return new RedisBuckets(address, client, "holdfast:" + shop + ":limit:", countedAlone);
    }

    @Override
    public Buckets make(String name, Rate rate) {
        return new Shared(prefix + name + ":", rate);
    }

    /** Closes the connections. */
    @Override
    public void close() {
        client.close();
    }

    /** The buckets of one rate, with those of the process to fall back on. */
    private final class Shared implements Buckets {
        private final String start;
        private final BucketConfiguration configuration;
        private final Buckets own;

        Shared(String start, Rate rate) {
            this.start = start;
            this.configuration = Buckets.configuration(rate);
            this.own = new ProcessBuckets(rate);
        }

        @Override
        public <T> T use(String key, Function<Bucket, T> use) {
            if (!failing.get() || System.nanoTime() - pauseEnds >= 0) {
                try {
                    byte[] name = (start + key).getBytes(StandardCharsets.UTF_8);
                    T used = use.apply(manager.builder().build(name, () -> configuration));
                    if (failing.compareAndSet(true, false)) {
                        LOG.info("Redis at {} can be used again, so servers share the counts of limits", address);
                    }
                    return used;
                } catch (RuntimeException e) {
                    fail(e);
                }
            }
            countedAlone.run();
            return own.use(key, use);
        }
    }

    // A limit is no reason to refuse a request that is within it.
    private void fail(RuntimeException failure) {
        pauseEnds = System.nanoTime() + PAUSE.toNanos();
        if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "Redis at {} cannot be used, so each server counts limits by itself: {}",
                    address,
                    failure.getMessage());
        }
    }
}
