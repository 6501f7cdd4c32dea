package dev.holdfast.internal.run;

import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wraps a host's listener: its failures are logged and break nothing. Thread-safe if the listener is. */
public final class GuardedListener implements HoldfastListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final HoldfastListener listener;

    /** Guards a listener. */
    public GuardedListener(HoldfastListener listener) {
        this.listener = listener;
    }

    @Override
    public void commandEnded(String command, String outcome, Duration duration) {
        guard(() -> listener.commandEnded(command, outcome, duration));
    }

    @Override
    public void batchEnded(int commands) {
        guard(() -> listener.batchEnded(commands));
    }

    @Override
    public void unitsMoved(String kind, long units) {
        guard(() -> listener.unitsMoved(kind, units));
    }

    @Override
    public void promoCodesUnknown(int codes) {
        guard(() -> listener.promoCodesUnknown(codes));
    }

    @Override
    public void sweepEnded(SweepResult result) {
        guard(() -> listener.sweepEnded(result));
    }

    @Override
    public void sweepFailed(RuntimeException failure) {
        guard(() -> listener.sweepFailed(failure));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener failed", e);
        }
    }
}
