package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server without a key serves its machine, and no web page that a browser of this machine shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoopbackTest {
    private static final String KEY = "correct horse";

    private final TestShop shop = new TestShop();
    private final HttpOptions options = HttpOptions.defaults().listeningOn("127.0.0.1", 0);
    private final HttpServer open = HttpServer.start(shop.holdfast, options);
    private final HttpServer locked = HttpServer.start(shop.holdfast, options.withSecretKey(KEY));

    @AfterAll
    void stop() {
        open.close();
        locked.close();
    }

    private static String send(HttpServer server, String line, String... headers) throws Exception {
        return Raw.exchange(
                server.port(), line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
    }

    private long carts() {
        return shop.count("select count(*) from #carts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/v1/carts", "POST /api/v1/carts", "GET /healthz", "GET /docs", "OPTIONS /api/v1/carts"})
    void anotherHostIsRefused(String line) throws Exception {
        long before = carts();

        String answer = send(open, line, "Host: evil.example:" + open.port());

        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .contains(Answer.PROBLEM, "\"host_not_allowed\"", "evil.example", "SECRET_KEY");
        assertThat(carts()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Origin: http://localhost\r\nOrigin: http://evil.example",
                "Origin: http://localhost\r\nSec-Fetch-Site: cross-site"
            })
    void aForeignPageIsRefused(String headers) throws Exception {
        long before = carts();

        for (String line : new String[] {"POST /api/v1/carts", "GET /api/v1/carts", "OPTIONS /api/v1/carts"}) {
            assertThat(send(open, line, "Host: localhost", headers))
                    .as(line)
                    .startsWith("HTTP/1.1 403")
                    .contains("\"origin_not_allowed\"");
        }
        assertThat(carts()).isEqualTo(before);
    }

    @Test
    void thisMachineIsServed() throws Exception {
        String host = "Host: localhost:" + open.port();

        for (String name : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "[::1]", "[::1]:8000", "LOCALHOST:1"}) {
            assertThat(send(open, "POST /api/v1/carts", "Host: " + name))
                    .as(name)
                    .startsWith("HTTP/1.1 201");
        }
        assertThat(Raw.exchange(open.port(), "GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(send(open, "POST http://localhost/api/v1/carts", "Host: localhost"))
                .startsWith("HTTP/1.1 201");
        // The interactive page.
        assertThat(send(
                        open,
                        "POST /api/v1/carts",
                        host,
                        "Origin: http://localhost:" + open.port(),
                        "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 201");
        // A link on somebody's page that leads here.
        assertThat(send(
                        open,
                        "GET /docs",
                        host,
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate",
                        "Sec-Fetch-Dest: document"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aHostInTheLineCountsAsWell() throws Exception {
        assertThat(send(open, "GET http://evil.example/api/v1/carts", "Host: localhost"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("next_cursor");
    }

    @Test
    void withAKeyTheServerHasAnyName() throws Exception {
        assertThat(send(
                        locked,
                        "POST /api/v1/carts",
                        "Host: server:8000",
                        "Origin: https://shop.example",
                        "Sec-Fetch-Site: cross-site",
                        "Authorization: Bearer " + KEY))
                .startsWith("HTTP/1.1 201");
        assertThat(send(locked, "GET /healthz", "Host: server:8000")).startsWith("HTTP/1.1 200");
        assertThat(send(locked, "GET /api/v1/carts", "Host: server:8000")).startsWith("HTTP/1.1 401");
    }
}
