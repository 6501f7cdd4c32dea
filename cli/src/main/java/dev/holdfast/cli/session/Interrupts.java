package dev.holdfast.cli.session;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles Ctrl-C and the other signals that end a process: the first asks the command to stop, the second ends the
 * process immediately.
 */
public final class Interrupts {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private Interrupts() {}

    /** Runs an action on the first signal. Where handlers cannot be installed, signals end the process as usual. */
    public static void first(Runnable action) {
        AtomicBoolean asked = new AtomicBoolean();
        Runnable onSignal = () -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
            action.run();
        };
        SIGNALS.forEach(name -> handle(name, onSignal));
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
