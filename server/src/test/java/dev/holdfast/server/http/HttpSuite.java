package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** All tests of the API on one kind of connection to the database; a subclass says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpSuite
        implements CatalogTests, StockTests, CartTests, CheckoutTests, PricingTests, InputTests, IdempotencyTests {
    private final TestShop shop = new TestShop();
    private final HttpServer server =
            HttpServer.start(served(shop).build(), HttpOptions.defaults().listeningOn("127.0.0.1", 0));
    private final Client http = new Client(server.port());

    /** The shop as the server sees it, on the schema and by the clock of {@code shop}. */
    abstract HoldfastBuilder served(TestShop shop);

    @Override
    public TestShop shop() {
        return shop;
    }

    @Override
    public Client http() {
        return http;
    }

    @Override
    public int port() {
        return server.port();
    }

    @AfterEach
    void leavesNoContradictions() {
        assertThat(shop.contradictions()).isZero();
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
