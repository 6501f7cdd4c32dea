package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.HoldfastListenerContract;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of listeners: each of their methods is called, also from several threads, and what they throw is told. */
class HoldfastListenerContractTest {
    @Test
    void aListenerThatDoesNothingPasses() {
        assertThatCode(() -> HoldfastListenerContract.check(new HoldfastListener() {}))
                .doesNotThrowAnyException();
    }

    @Test
    void eachMethodIsCalled() {
        Set<String> called = ConcurrentHashMap.newKeySet();
        HoldfastListener listener = (HoldfastListener) Proxy.newProxyInstance(
                HoldfastListener.class.getClassLoader(),
                new Class<?>[] {HoldfastListener.class},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });

        HoldfastListenerContract.check(listener);

        assertThat(called)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(HoldfastListener.class.getMethods())
                        .map(Method::getName)
                        .toList());
    }

    @Test
    void aListenerThatKnowsTheKindsOfTodayOnlyFails() {
        HoldfastListener strict = new HoldfastListener() {
            @Override
            public void commandEnded(String command, String outcome, Duration duration) {
                if (!Set.of("put_item", "checkout").contains(command)) {
                    throw new IllegalArgumentException(command);
                }
            }
        };

        assertThatThrownBy(() -> HoldfastListenerContract.check(strict))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("commandEnded(a_command_of_a_later_version, accepted, PT0S) failed: ")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListenerThatCountsInTooSmallANumberFails() {
        HoldfastListener small = new HoldfastListener() {
            @Override
            public void unitsMoved(String kind, long units) {
                Math.toIntExact(units);
            }
        };

        assertThatThrownBy(() -> HoldfastListenerContract.check(small))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("unitsMoved(received, 10000000000) failed: ");
    }

    @Test
    void aListenerThatOneThreadAtATimeCanCallFails() {
        HoldfastListener crowded = new HoldfastListener() {
            private final CyclicBarrier two = new CyclicBarrier(2);
            private final Thread tester = Thread.currentThread();

            @Override
            public void batchEnded(int commands) {
                if (Thread.currentThread() == tester) {
                    return;
                }
                try {
                    two.await(1, TimeUnit.MINUTES);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                throw new IllegalStateException("two are here");
            }
        };

        assertThatThrownBy(() -> HoldfastListenerContract.check(crowded))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("calls of a listener at once failed")
                .hasMessageContaining("two are here");
    }
}
