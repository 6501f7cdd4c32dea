package dev.holdfast.testing;

import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Checks a {@link HoldfastListener} of a host in the host's tests. Holdfast only logs what a listener throws, so a failing
 * listener is easily overlooked:
 *
 * <pre>{@code
 * @Test
 * void listensAsHoldfastExpects() {
 *     HoldfastListenerContract.check(new StatsdListener(client));
 * }
 * }</pre>
 */
public final class HoldfastListenerContract {
    private static final int ROUNDS = 100;
    private static final List<String> KINDS =
            List.of("received", "adjusted", "reserved", "released", "expired", "sold", "returned");

    private HoldfastListenerContract() {}

    /** A call of the listener, and what it is called in messages. */
    private record Call(String name, Runnable call) {
        void run() {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + " failed: " + e, e);
            }
        }
    }

    /**
     * Calls each method with usual and extreme values, first one by one and then from several threads at once. It does not
     * check what the listener does with the values.
     *
     * @param listener receives calls for commands and sweeps that never ran
     * @throws AssertionError if a call throws anything, or the calls do not return within a minute; the message names the
     *     call
     */
    public static void check(HoldfastListener listener) {
        List<Call> calls = calls(listener);
        calls.forEach(Call::run);
        Callable<Boolean> thread = () -> {
            for (int round = 1; round <= ROUNDS; round++) {
                calls.forEach(Call::run);
            }
            return true;
        };
        AtOnce.all("calls of a listener", Collections.nCopies(AtOnce.THREADS, thread));
    }

    private static List<Call> calls(HoldfastListener listener) {
        List<Call> calls = new ArrayList<>();
        for (String command : List.of("put_item", "checkout", "a_command_of_a_later_version")) {
            for (String outcome : List.of(HoldfastListener.ACCEPTED, "insufficient_stock", HoldfastListener.FAILED)) {
                for (Duration duration : List.of(Duration.ZERO, Duration.ofNanos(3_141_592), Duration.ofDays(1))) {
                    calls.add(new Call(
                            "commandEnded(" + command + ", " + outcome + ", " + duration + ")",
                            () -> listener.commandEnded(command, outcome, duration)));
                }
            }
        }
        for (int commands : new int[] {1, 1_000}) {
            calls.add(new Call("batchEnded(" + commands + ")", () -> listener.batchEnded(commands)));
        }
        for (String kind : KINDS) {
            for (long units : new long[] {1, 10_000_000_000L}) {
                calls.add(new Call("unitsMoved(" + kind + ", " + units + ")", () -> listener.unitsMoved(kind, units)));
            }
        }
        for (int codes : new int[] {1, 20}) {
            calls.add(new Call("promoCodesUnknown(" + codes + ")", () -> listener.promoCodesUnknown(codes)));
        }
        for (SweepResult result : sweeps()) {
            calls.add(new Call("sweepEnded(" + result + ")", () -> listener.sweepEnded(result)));
        }
        for (RuntimeException failure :
                List.of(new IllegalStateException("a failure of a sweep"), new RuntimeException())) {
            calls.add(new Call("sweepFailed(" + failure + ")", () -> listener.sweepFailed(failure)));
        }
        return calls;
    }

    /** One that did something, one that was stopped, one that found nothing, and one that was locked out. */
    private static List<SweepResult> sweeps() {
        return List.of(
                new SweepResult(3, 10_000_000_000L, 2, 1, 4, 5, 6, 2, Duration.ofMillis(12), false, true),
                new SweepResult(1, 1, 1, 0, 0, 0, 0, 1, Duration.ofMillis(1), false, false),
                new SweepResult(0, 0, 0, 0, 0, 0, 0, 1, Duration.ZERO, false, true),
                new SweepResult(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, true, false));
    }
}
