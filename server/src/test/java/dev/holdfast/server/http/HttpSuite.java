package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** All tests of the API on one kind of database connection; a subclass provides it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpSuite
        implements CatalogTests,
                QuantityTests,
                StockTests,
                LocationTests,
                ActorTests,
                AuditTests,
                EventTests,
                CartTests,
                CartTokenTests,
                ChargeTests,
                GiftTests,
                PromoCodeTests,
                CheckoutTests,
                SessionTests,
                CorrectionTests,
                PricingTests,
                InputTests,
                MetadataTests,
                ListTests,
                IdempotencyTests,
                ConditionTests,
                GeneratedClientTests {
    private final TestShop shop;
    private final HttpServer server;
    private final Client http;

    /** Runs on a new shop. */
    HttpSuite(TestShop shop) {
        this.shop = shop;
        this.server = HttpServer.start(
                shop.builder().build(),
                HttpOptions.defaults().listeningOn("127.0.0.1", 0).withBrowsers(TestBrowsers.withTokens()));
        this.http = new Client(server.port());
    }

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
