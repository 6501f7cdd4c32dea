package dev.holdfast.cli.session;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Handles Ctrl-C and the other signals that end a process: the first asks the command to stop, the second ends the
 * process immediately.
 */
public final class Interrupts {
    // With the exit codes that the JVM has for them.
    private static final Map<String, Integer> SIGNALS = Map.of("INT", ExitCode.INTERRUPTED, "TERM", 143, "HUP", 129);

    private Interrupts() {}

    /** Runs an action on the first signal. Where handlers cannot be installed, signals end the process as usual. */
    public static void first(Runnable action) {
        first(exitCode -> action.run());
    }

    /** The same for an action that is given the exit code that belongs to the signal. */
    public static void first(IntConsumer action) {
        AtomicBoolean asked = new AtomicBoolean();
        SIGNALS.forEach((name, exitCode) -> handle(name, () -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(exitCode);
            }
            action.accept(exitCode);
        }));
    }

    /** By reflection, because the compiler warns about these classes: every JDK has them, but no standard does. */
    private static void handle(String name, Runnable onSignal) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Object proxy = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        onSignal.run();
                        return null;
                    });
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            System.getLogger(Interrupts.class.getName())
                    .log(System.Logger.Level.DEBUG, "no handler for the signal " + name, e);
        }
    }
}
