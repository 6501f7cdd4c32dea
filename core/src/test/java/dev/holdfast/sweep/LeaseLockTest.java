package dev.holdfast.sweep;

import dev.holdfast.testing.TestShop;

/** The lease lock on the PostgreSQL of the tests. */
final class LeaseLockTest extends LeaseLockContract {
    private final TestShop shop = new TestShop();

    @Override
    TestShop shop() {
        return shop;
    }
}
