package dev.holdfast.server.http;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.testing.TestShop;

/** The API on a pool of connections to a PostgreSQL of this process. */
class EmbeddedHttpTest extends HttpSuite {
    @Override
    HoldfastBuilder served(TestShop shop) {
        return shop.builder();
    }
}
