package dev.holdfast.spring;

import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells several listeners. One that throws keeps no other from being told. */
record Listeners(List<HoldfastListener> all) implements HoldfastListener {
    @Override
    public void commandEnded(String command, String outcome, Duration duration) {
        tell(listener -> listener.commandEnded(command, outcome, duration));
    }

    @Override
    public void batchEnded(int commands) {
        tell(listener -> listener.batchEnded(commands));
    }

    @Override
    public void unitsMoved(String kind, long units) {
        tell(listener -> listener.unitsMoved(kind, units));
    }

    @Override
    public void promoCodesUnknown(int codes) {
        tell(listener -> listener.promoCodesUnknown(codes));
    }

    @Override
    public void sweepEnded(SweepResult result) {
        tell(listener -> listener.sweepEnded(result));
    }

    @Override
    public void sweepFailed(RuntimeException failure) {
        tell(listener -> listener.sweepFailed(failure));
    }

    private void tell(Consumer<HoldfastListener> call) {
        RuntimeException failure = null;
        for (HoldfastListener listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                failure = joined(failure, e);
            }
        }
        if (failure != null) {
            // The shop logs it.
            throw failure;
        }
    }

    private static RuntimeException joined(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
