package dev.holdfast.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.UnavailableException;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.config.RedisAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Redis whose certificate is signed by nobody whom Java trusts. */
@Timeout(60)
final class RedisTlsTest {
    @TempDir
    Path directory;

    private final TestRedis redis = TestRedis.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    private static RedisLock lock(TlsProxy proxy, String parameters) {
        return RedisLock.of(RedisAddress.parse("rediss://127.0.0.1:" + proxy.port() + parameters), "shop");
    }

    private static void works(TlsProxy proxy, String parameters) {
        try (RedisLock lock = lock(proxy, parameters)) {
            lock.tryAcquire().orElseThrow().close();
        }
    }

    private static void isRefused(TlsProxy proxy, String parameters) {
        try (RedisLock lock = lock(proxy, parameters)) {
            assertThatThrownBy(lock::tryAcquire)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("ssl_ca_certs");
        }
    }

    @Test
    void certificateIsTrustedOnlyIfThatIsSaid() throws Exception {
        try (TlsProxy proxy = new TlsProxy(redis.port(), directory, "ip:127.0.0.1")) {
            isRefused(proxy, "");
            works(proxy, "?ssl_ca_certs=" + proxy.certificate());
            works(proxy, "?ssl_cert_reqs=none");
        }
    }

    @Test
    void certificateOfAnotherHostIsTrustedOnlyIfThatIsSaid() throws Exception {
        try (TlsProxy proxy = new TlsProxy(redis.port(), directory, "dns:cache.example")) {
            isRefused(proxy, "?ssl_ca_certs=" + proxy.certificate());
            works(proxy, "?ssl_ca_certs=" + proxy.certificate() + "&ssl_check_hostname=false");
        }
    }

    @Test
    void fileWithoutCertificatesIsAMistakeOfTheConfiguration() throws Exception {
        try (TlsProxy proxy = new TlsProxy(redis.port(), directory, "ip:127.0.0.1")) {
            Path empty = Files.createFile(directory.resolve("empty.pem"));
            for (Path file : new Path[] {empty, directory.resolve("missing.pem")}) {
                assertThatThrownBy(() -> lock(proxy, "?ssl_ca_certs=" + file))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("REDIS_URL")
                        .hasMessageContaining(file.getFileName().toString());
            }
            assertThat(empty).exists();
        }
    }
}
