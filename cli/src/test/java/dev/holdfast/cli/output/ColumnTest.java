package dev.holdfast.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Columns show members of the JSON of a row. */
@Tag("quick")
class ColumnTest {
    /** A row with a value of each kind. */
    record Row(
            long id,
            @Nullable String name,
            Money price,
            Instant createdAt,
            Set<String> userTiers,
            List<Inner> items,
            Map<String, Object> attributes,
            Thread.State state,
            boolean active,
            Inner limits) {}

    /** A part of a row. */
    record Inner(int maxUses) {}

    private static final Row ROW = new Row(
            7,
            null,
            Money.of("19.90", "USD"),
            Instant.parse("2026-11-27T00:00:00Z"),
            Set.of("silver", "gold"),
            List.of(new Inner(1), new Inner(2)),
            new LinkedHashMap<>(Map.of("weight", new BigDecimal("1.50"))),
            Thread.State.TIMED_WAITING,
            true,
            new Inner(10));

    @Test
    void cellsAreTheMembersAsText() {
        assertThat(cells("id# name price# created_at user_tiers items# attributes state active"))
                .containsExactly(
                        "7",
                        "",
                        "19.90",
                        "2026-11-27T00:00:00Z",
                        "gold silver",
                        "2",
                        "{\"weight\":1.50}",
                        "timed_waiting",
                        "true");
    }

    @Test
    void aColumnIsCalledLikeTheLastStepOfItsPathUnlessItHasAName() {
        List<Column> columns = Column.list("limits.max_uses# variant_id=id# name?");

        assertThat(Column.names(columns)).containsExactly("max_uses", "variant_id", "name");
        assertThat(columns).extracting(Column::isNumber).containsExactly(true, true, false);
        assertThat(Column.cells(columns, ROW)).containsExactly("10", "7", "");
    }

    @Test
    void aMemberThatTheJsonLacksIsAnErrorUnlessItIsOptional() {
        assertThat(cells("colour? limits.colour?# colour.shade?")).containsExactly("", "", "");
        assertThatIllegalStateException()
                .isThrownBy(() -> cells("id# colour"))
                .withMessageStartingWith("no member colour in {\"id\":7,");
    }

    @Test
    void emptyListsAndObjectsAreEmptyCells() {
        Map<String, Object> row = Map.of("codes", List.of(), "attributes", Map.of(), "items", List.of());

        assertThat(Column.cells(Column.list("codes attributes items#"), row)).containsExactly("", "", "0");
    }

    @Test
    void spacedJsonIsOneLine() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", 1);
        value.put("list", List.of("x", true));
        value.put("none", List.of());
        value.put("empty", Map.of());

        assertThat(Json.spaced(value)).isEqualTo("{\"a\": 1, \"list\": [\"x\", true], \"none\": [], \"empty\": {}}");
    }

    private static List<String> cells(String columns) {
        return Column.cells(Column.list(columns), ROW);
    }
}
