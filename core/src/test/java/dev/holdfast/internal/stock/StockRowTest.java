package dev.holdfast.internal.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A counter and its movements. */
@Tag("quick")
class StockRowTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private final StockRow row = new StockRow(StockKey.of(11), StockRow.Supply.PLAIN, 20, 5, 0, 41);

    @Test
    void eachMovementIsAnEntryThatContinuesFromTheOneBefore() {
        row.move(Movement.held(71, 4, 4), null, NOW);
        row.move(Movement.held(71, -1, -1), null, NOW);
        row.move(Movement.expired(72, 3), null, NOW);
        row.move(Movement.sold(71, 2, 1_001), null, NOW);
        row.move(Movement.counted(Movements.RECEIVED, 7, null, "PO-1"), null, NOW);

        assertThat(row.movements()).extracting(LedgerRow::version).containsExactly(42L, 43L, 44L, 45L, 46L);
        assertThat(row.movements())
                .extracting(LedgerRow::kind)
                .containsExactly("reserved", "released", "expired", "sold", "received");
        assertThat(row.movements()).extracting(LedgerRow::stockAfter).containsExactly(20, 20, 20, 18, 25);
        assertThat(row.movements()).extracting(LedgerRow::reservedAfter).containsExactly(9, 8, 5, 3, 3);
        assertThat(row.version()).isEqualTo(46);
        assertThat(row.loadedVersion()).isEqualTo(41);
        assertThat(row.free()).isEqualTo(22);
    }

    @Test
    void whatCannotBeIsAnErrorAndMovesNothing() {
        assertThat(row.move(Movement.held(71, 15, 15), null, NOW).reservedAfter())
                .as("all of it")
                .isEqualTo(20);
        assertThatIllegalStateException().isThrownBy(() -> row.move(Movement.held(71, 1, 1), null, NOW));
        assertThatIllegalStateException()
                .isThrownBy(() -> row.move(Movement.counted(Movements.ADJUSTED, -1, "lost", null), null, NOW));
        assertThat(row.move(Movement.held(71, -20, -20), null, NOW).reservedAfter())
                .isZero();
        assertThatIllegalStateException().isThrownBy(() -> row.move(Movement.held(71, -1, -1), null, NOW));
        assertThatThrownBy(
                        () -> row.move(Movement.counted(Movements.RECEIVED, Integer.MAX_VALUE, null, null), null, NOW))
                .isInstanceOf(ArithmeticException.class);
        assertThat(row.movements()).hasSize(2);
        assertThat(row.version()).isEqualTo(43);
    }
}
