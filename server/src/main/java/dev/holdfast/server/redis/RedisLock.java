package dev.holdfast.server.redis;

import dev.holdfast.UnavailableException;
import dev.holdfast.server.config.RedisAddress;
import dev.holdfast.spi.SweepLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * A lock for sweeps in Redis: a key that holds its owner's token and ends by itself.
 *
 * <p>While it is held it is renewed before every batch and, however long a batch takes, three times in each term. It is
 * lost when it was not renewed for a term, or when Redis forgot it; the sweep then stops before its next batch. Only its
 * owner renews or releases it. No answer of Redis is waited for longer than {@link #PATIENCE}. As every {@link
 * SweepLock} it saves work and is not needed for correctness, so one Redis is enough, and none of its data matter.
 *
 * <p>Thread-safe.
 */
public final class RedisLock implements SweepLock, AutoCloseable {
    /** How long the lock outlives an owner that died. */
    public static final Duration TERM = Duration.ofSeconds(30);

    /** How long a connection, or an answer, is waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RedisLock.class);
    private static final int RENEWALS_PER_TERM = 3;

    private static final String RENEW =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0";
    private static final String RELEASE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

    private final RedisAddress address;
    private final RedisClient client;
    private final String key;

    // Its thread lives from the first lock that is taken until this is closed.
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-lock");
        thread.setDaemon(true);
        return thread;
    });

    private RedisLock(RedisAddress address, RedisClient client, String key) {
        this.address = address;
        this.client = client;
        this.key = key;
    }

    /**
     * The lock of a shop. Nothing is asked of Redis yet.
     *
     * @param shop tells shops that share a Redis from each other; its schema will do, unless they have the same
     */
    public static RedisLock of(RedisAddress address, String shop) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        // A connection for each question: there are few, and one that is kept would be stale after Redis restarted.
        pool.setMaxIdle(0);
        pool.setMaxWait(PATIENCE);
        RedisClient client = RedisClient.builder()
                .hostAndPort(new HostAndPort(address.host(), address.port()))
                .clientConfig(config(address))
                .poolConfig(pool)
                .build();
        return new RedisLock(address, client, "holdfast:" + shop + ":sweep");
    }

    /** @throws UnavailableException if Redis does not answer, or not in time */
    @Override
    public Optional<Held> tryAcquire() {
        String token = UUID.randomUUID().toString();
        SetParams onlyIfFree = SetParams.setParams().nx().px(TERM.toMillis());
        return ask(redis -> redis.set(key, token, onlyIfFree)) == null
                ? Optional.empty()
                : Optional.of(new Lock(token));
    }

    /** Closes the connections. A lock that is still held is no longer renewed, and ends within its term. */
    @Override
    public void close() {
        renewals.shutdownNow();
        client.close();
    }

    private static JedisClientConfig config(RedisAddress address) {
        return DefaultJedisClientConfig.builder()
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .timeoutMillis((int) PATIENCE.toMillis())
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .sslOptions(address.tls() ? SslOptions.defaults() : null)
                .build();
    }

    private <T> T ask(Function<RedisClient, T> question) {
        try {
            return question.apply(client);
        } catch (JedisException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new UnavailableException(
                    "redis_unavailable",
                    "Redis at " + address.shown() + " cannot be used: " + cause.getMessage(),
                    PATIENCE,
                    e);
        }
    }

    private boolean isOwner(String script, String token) {
        Object changed =
                ask(redis -> redis.eval(script, List.of(key), List.of(token, String.valueOf(TERM.toMillis()))));
        return Long.valueOf(1).equals(changed);
    }

    private final class Lock implements Held {
        private final String token;
        private final Future<?> renewal;

        Lock(String token) {
            this.token = token;
            long pause = TERM.toMillis() / RENEWALS_PER_TERM;
            renewal = renewals.scheduleWithFixedDelay(this::renewMeanwhile, pause, pause, TimeUnit.MILLISECONDS);
        }

        /** @throws UnavailableException if Redis does not answer, so that nobody knows */
        @Override
        public boolean renew() {
            return isOwner(RENEW, token);
        }

        @Override
        public void close() {
            renewal.cancel(true);
            try {
                isOwner(RELEASE, token);
            } catch (UnavailableException e) {
                LOG.warn(
                        "the lock of the sweep is not released and ends within {} s: {}",
                        TERM.toSeconds(),
                        e.getMessage());
            }
        }

        // Whether it is still held is asked before the next batch; here it only must not end while a batch runs.
        private void renewMeanwhile() {
            try {
                renew();
            } catch (UnavailableException e) {
                LOG.warn("the lock of the sweep is not renewed: {}", e.getMessage());
            }
        }
    }
}
