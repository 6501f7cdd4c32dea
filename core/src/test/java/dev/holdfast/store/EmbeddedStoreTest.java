package dev.holdfast.store;

import dev.holdfast.testing.TestShop;

/** On the PostgreSQL of the tests. */
final class EmbeddedStoreTest extends StoreSuite {
    private final TestShop shop = new TestShop();

    @Override
    TestShop shop() {
        return shop;
    }
}
