package dev.holdfast.server.redis;

import dev.holdfast.server.config.RedisAddress;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The lock in the image of docker-compose.yml; skipped without Docker. */
@Tag("container")
@Testcontainers(disabledWithoutDocker = true)
final class ContainerRedisLockTest extends RedisLockContract {
    private static final int PORT = 6379;

    @Container
    private static final GenericContainer<?> REDIS = new GenericContainer<>("redis:8-alpine").withExposedPorts(PORT);

    @Override
    RedisAddress address() {
        return RedisAddress.parse("redis://" + REDIS.getHost() + ":" + REDIS.getMappedPort(PORT));
    }
}
