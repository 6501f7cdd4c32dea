package dev.holdfast.internal.run;

import dev.holdfast.UnavailableException;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Holds a lane until it is opened, and is refused then, so that it writes nothing. */
final class Gate implements Command<Boolean> {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CommandRunner runner;
    private final long lane;
    private final Future<Boolean> passed;

    private Gate(CommandRunner runner, long lane, boolean waits) {
        this.runner = runner;
        this.lane = lane;
        this.passed = waits ? Threads.beginWaiting(this::pass) : Threads.begin(this::pass);
    }

    /** In a lane that is free, and of which it has taken hold. */
    static Gate in(CommandRunner runner, long lane) throws InterruptedException {
        Gate gate = new Gate(runner, lane, false);
        gate.awaitEntered();
        return gate;
    }

    /** Behind all that wait in a lane already. */
    static Gate behind(CommandRunner runner, long lane) {
        return new Gate(runner, lane, true);
    }

    void awaitEntered() throws InterruptedException {
        entered.await();
    }

    /** Lets go of the lane, and waits until that is done. */
    void open() throws Exception {
        opened.countDown();
        Threads.join(passed);
    }

    private boolean pass() {
        try {
            return runner.run(this);
        } catch (UnavailableException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public void needs(Needs needs) {}

    @Override
    public long lane() {
        return lane;
    }

    @Override
    public Supplier<Boolean> decide(WorkingSet none) {
        entered.countDown();
        try {
            opened.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new UnavailableException("gate", "the gate was opened", Duration.ZERO, null);
    }
}
