package dev.holdfast.internal;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Holds the lane until it is opened. */
final class Gate implements Command<Boolean> {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public void needs(Needs needs) {}

    @Override
    public long lane() {
        return 0;
    }

    @Override
    public Supplier<Boolean> decide(Shop none) {
        entered.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return () -> true;
    }
}
