package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.SweepLockContract;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of locks for sweeps: a sound one passes, and each rule finds the lock that was made to break it. */
class SweepLockContractTest {
    private static final Duration TERM = Duration.ofSeconds(60);

    enum Flaw {
        NONE,
        GIVEN_TO_ALL,
        GIVEN_TO_ITS_OWN_PROCESS,
        NEVER_RELEASED,
        NEVER_RENEWED,
        ENDED_BY_RENEWAL,
        RENEWED_FOR_NO_TIME,
        RENEWED_FOR_HALF_A_TERM,
        NEVER_ENDS,
        RENEWED_BY_ANYBODY,
        RENEWED_AFTER_ITS_TERM,
        RELEASED_BY_ANYBODY,
        RELEASED_WITHIN_ITS_TERM_BY_ANYBODY,
        TAKEN_IN_TWO_STEPS
    }

    /** A lock in memory, which several processes share. */
    private static final class Memory {
        final Flaw flaw;
        Duration now = Duration.ZERO;
        Duration end = Duration.ZERO;
        volatile @Nullable Lease owner;

        Memory(Flaw flaw) {
            this.flaw = flaw;
        }

        SweepLock lock() {
            return new Process(this);
        }

        void elapse(Duration time) {
            now = now.plus(time);
        }

        boolean isOver() {
            return flaw != Flaw.NEVER_ENDS && now.compareTo(end) >= 0;
        }

        boolean isFree() {
            return owner == null || isOver() || flaw == Flaw.GIVEN_TO_ALL;
        }
    }

    /** The lock as one process has it. */
    private static final class Process implements SweepLock {
        final Memory memory;

        Process(Memory memory) {
            this.memory = memory;
        }

        @Override
        public Optional<Held> tryAcquire() {
            if (memory.flaw == Flaw.TAKEN_IN_TWO_STEPS) {
                return memory.isFree() ? takeAfterAWhile() : Optional.empty();
            }
            synchronized (memory) {
                Lease owner = memory.owner;
                boolean ours = memory.flaw == Flaw.GIVEN_TO_ITS_OWN_PROCESS && owner != null && owner.process == this;
                return memory.isFree() || ours ? Optional.of(take()) : Optional.empty();
            }
        }

        private Optional<Held> takeAfterAWhile() {
            Thread.yield();
            return Optional.of(take());
        }

        private Lease take() {
            Lease lease = new Lease(this, memory.now.plus(TERM));
            memory.owner = lease;
            memory.end = lease.end;
            return lease;
        }
    }

    private static final class Lease implements SweepLock.Held {
        final Process process;
        final Duration end;
        private final Memory memory;

        Lease(Process process, Duration end) {
            this.process = process;
            this.end = end;
            this.memory = process.memory;
        }

        @Override
        public boolean renew() {
            synchronized (memory) {
                boolean ours = memory.owner == this
                        && (!memory.isOver()
                                || memory.flaw == Flaw.RENEWED_AFTER_ITS_TERM
                                || memory.flaw == Flaw.RENEWED_FOR_HALF_A_TERM);
                if (ours) {
                    memory.end = renewed();
                }
                return (ours && memory.flaw != Flaw.NEVER_RENEWED) || memory.flaw == Flaw.RENEWED_BY_ANYBODY;
            }
        }

        private Duration renewed() {
            return switch (memory.flaw) {
                case ENDED_BY_RENEWAL -> memory.now.plusNanos(1);
                case RENEWED_FOR_NO_TIME -> memory.end;
                case RENEWED_FOR_HALF_A_TERM -> memory.now.plus(TERM.dividedBy(2));
                default -> memory.now.plus(TERM);
            };
        }

        @Override
        public void close() {
            synchronized (memory) {
                boolean releases = memory.owner == this
                        || memory.flaw == Flaw.RELEASED_BY_ANYBODY
                        || (memory.flaw == Flaw.RELEASED_WITHIN_ITS_TERM_BY_ANYBODY && memory.now.compareTo(end) < 0);
                if (releases && memory.flaw != Flaw.NEVER_RELEASED) {
                    memory.owner = null;
                }
            }
        }
    }

    @Test
    void aSoundLockPasses() {
        assertThatCode(() -> check(Flaw.NONE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GIVEN_TO_ALL | a held lock was given to somebody else
            GIVEN_TO_ITS_OWN_PROCESS | a held lock was given to its own process again
            NEVER_RELEASED | a released lock was not free
            NEVER_RENEWED | a held lock was not renewed
            ENDED_BY_RENEWAL | a held lock was not renewed after two thirds of its term
            RENEWED_FOR_NO_TIME | a held lock was not renewed after two thirds of its term
            RENEWED_FOR_HALF_A_TERM | a lock that was renewed two thirds of a term ago was given to somebody else
            NEVER_ENDS | a lock whose term is over was not free
            RENEWED_BY_ANYBODY | a lost lock was renewed, which somebody else holds
            RENEWED_AFTER_ITS_TERM | a lock was renewed whose term was over
            RELEASED_BY_ANYBODY | a lock was lost because its last owner closed it after its term
            RELEASED_WITHIN_ITS_TERM_BY_ANYBODY | a lock was lost because its last owner closed it again
            """)
    void eachRuleFindsTheLockThatBreaksIt(Flaw flaw, String message) {
        assertThatThrownBy(() -> check(flaw)).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    @Test
    void aLockThatIsTakenInTwoStepsIsGivenToSeveralAtOnce() {
        assertThatThrownBy(() -> check(Flaw.TAKEN_IN_TWO_STEPS))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("a free lock was given to [2-8] of 8 that asked at once");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noFlawPasses(Flaw flaw) {
        assertThatThrownBy(() -> check(flaw)).isInstanceOf(AssertionError.class);
    }

    @Test
    void noLockAtAllIsNone() {
        assertThatThrownBy(() -> SweepLockContract.check(SweepLock::none, TERM, time -> {}))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aLockThatFailsUnderLoadIsFound() {
        Memory memory = new Memory(Flaw.NONE);
        Thread tester = Thread.currentThread();
        SweepLock failing = () -> {
            if (Thread.currentThread() != tester) {
                throw new IllegalStateException("planted");
            }
            return memory.lock().tryAcquire();
        };

        assertThatThrownBy(() -> SweepLockContract.check(() -> failing, TERM, memory::elapse))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("planted")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aTermIsPositive(long seconds) {
        assertThatThrownBy(() -> SweepLockContract.check(SweepLock::none, Duration.ofSeconds(seconds), time -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("term: ");
    }

    private static void check(Flaw flaw) {
        Memory memory = new Memory(flaw);
        SweepLockContract.check(memory::lock, TERM, memory::elapse);
    }
}
