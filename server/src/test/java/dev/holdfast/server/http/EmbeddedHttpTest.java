package dev.holdfast.server.http;

import dev.holdfast.testing.TestShop;

/** The API on the PostgreSQL of the tests. */
class EmbeddedHttpTest extends HttpSuite {
    EmbeddedHttpTest() {
        super(new TestShop());
    }
}
