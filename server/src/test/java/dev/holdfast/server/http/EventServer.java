package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A server whose clients wait for events; nothing waits any more once it was stopped. */
@Timeout(120)
abstract class EventServer {
    static final String KEY = "correct horse";

    final TestShop shop = new TestShop();
    final HttpServer server =
            HttpServer.start(shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0));
    final Client http = new Client(server.port());

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.underWay()).isZero();
        assertThat(server.live().streams()).isZero();
        assertThat(server.live().waiting()).isZero();
    }

    final String latest() {
        return shop.holdfast.events().latest();
    }
}
