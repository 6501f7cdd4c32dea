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
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * A lock for sweeps in Redis: a key with its owner's token and a time to live.
 *
 * <p>A lock that is held is renewed before every batch and, however long a batch takes, three times in each {@link
 * #TERM}. It is lost if it was not renewed for a term, or if Redis lost its data; the sweep then stops before its next
 * batch. Only its owner renews or releases it. No answer of Redis is awaited for longer than {@link #PATIENCE}. Like
 * every {@link SweepLock} it only saves work and is not needed for correctness, so one Redis without persistence is
 * enough.
 *
 * <p>Thread-safe.
 */
public final class RedisLock implements SweepLock, AutoCloseable {
    /** How long the lock outlives an owner that crashed: 30 seconds. */
    public static final Duration TERM = Duration.ofSeconds(30);

    /** The time limit for a connection and for an answer: 2 seconds. */
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

    // The thread lives from the first lock that is taken until this is closed.
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
     * The lock of a shop. Does not connect to Redis yet.
     *
     * @param address of the Redis
     * @param shop distinguishes shops that share a Redis; the schema serves if theirs differ
     */
    public static RedisLock of(RedisAddress address, String shop) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        // A connection for each command: there are few, and a connection that is kept would be stale after a restart.
        pool.setMaxIdle(0);
        pool.setMaxWait(PATIENCE);
        RedisClient client = RedisClient.builder()
                .hostAndPort(new HostAndPort(address.host(), address.port()))
                .clientConfig(config(address, PATIENCE))
                .poolConfig(pool)
                .build();
        return new RedisLock(address, client, "holdfast:" + shop + ":sweep");
    }

    /** @throws UnavailableException if Redis does not answer in time */
    @Override
    public Optional<Held> tryAcquire() {
        String token = UUID.randomUUID().toString();
        SetParams onlyIfFree = SetParams.setParams().nx().px(TERM.toMillis());
        return ask(redis -> redis.set(key, token, onlyIfFree)) == null
                ? Optional.empty()
                : Optional.of(new Lock(token));
    }

    /** Closes the connections. A lock that is still held is no longer renewed and expires within its term. */
    @Override
    public void close() {
        renewals.shutdownNow();
        client.close();
    }

    static JedisClientConfig config(RedisAddress address, Duration patience) {
        return DefaultJedisClientConfig.builder()
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .timeoutMillis((int) patience.toMillis())
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .sslOptions(address.tls() == null ? null : Certificates.options(address.tls()))
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
                    "Redis at " + address.shown() + " cannot be used: " + cause.getMessage() + advice(e),
                    PATIENCE,
                    e);
        }
    }

    private static String advice(JedisException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException) {
                return "; to trust a certificate that Java does not know, append ?ssl_ca_certs=FILE to REDIS_URL,"
                        + " with a PEM file";
            }
        }
        return "";
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

        /** @throws UnavailableException if Redis does not answer in time, so that it is not known */
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
                        "the sweep lock could not be released; it expires within {} s: {}",
                        TERM.toSeconds(),
                        e.getMessage());
            }
        }

        // The sweep itself checks before each batch that the lock is still held; this only keeps it alive during a
        // batch.
        private void renewMeanwhile() {
            try {
                renew();
            } catch (UnavailableException e) {
                LOG.warn("the sweep lock could not be renewed: {}", e.getMessage());
            }
        }
    }
}
