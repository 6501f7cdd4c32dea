package dev.holdfast.server.redis;

import dev.holdfast.server.config.RedisAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis on a free port, without persistence. */
final class TestRedis implements AutoCloseable {
    private final int port;
    private final List<String> settings;
    private RedisServer server;

    private TestRedis(int port, List<String> settings) {
        this.port = port;
        this.settings = settings;
        this.server = started();
    }

    /** Starts a Redis with settings, written as in its configuration file. */
    static TestRedis start(String... settings) {
        return new TestRedis(freePort(), List.of(settings));
    }

    /** A port on which nothing listens. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    RedisAddress address() {
        return RedisAddress.parse("redis://127.0.0.1:" + port);
    }

    void restartEmpty() {
        stop();
        server = started();
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forgetAll() {
        try (RedisClient client = RedisClient.create("127.0.0.1", port)) {
            client.flushAll();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private RedisServer started() {
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "save \"\"", "appendonly no"));
        lines.addAll(settings);
        try {
            var builder = RedisServer.newRedisServer().port(port);
            lines.forEach(builder::setting);
            RedisServer started = builder.build();
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
