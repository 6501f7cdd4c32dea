package dev.holdfast.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.session.Style;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
class TextTableTest {
    private static final List<Column> COLUMNS = Column.list("name price# note");

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        List<Map<String, String>> rows = List.of(
                Map.of("name", "Tee", "price", "9.90", "note", ""),
                Map.of("name", "Flannel Shirt", "price", "149.00", "note", "warm"));

        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN))
                .containsExactly("name            price  note", "Tee              9.90", "Flannel Shirt  149.00  warm");
    }

    @Test
    void wideCharactersTakeTwoCells() {
        List<Map<String, String>> rows = List.of(
                Map.of("name", "\u4e2d\u6587", "price", "1", "note", "x"),
                Map.of("name", "abcd", "price", "2", "note", "y"));

        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN))
                .containsExactly("name  price  note", "\u4e2d\u6587      1  x", "abcd      2  y");
    }

    @Test
    void fieldsAreOneToALine() {
        assertThat(TextTable.fields(COLUMNS, Map.of("name", "Tee", "price", "9.90", "note", ""), Style.PLAIN))
                .containsExactly("name   Tee", "price  9.90", "note");
    }

    @Test
    void namesAreBoldOnATerminal() {
        assertThat(TextTable.lines(COLUMNS, List.of(), Style.COLOURED))
                .containsExactly("\u001b[1mname  price  note\u001b[0m");
    }

    @ParameterizedTest
    @CsvSource({"'a\tb\nc', a b c", "'\u001b[31mred', ?[31mred", "'a\u202eb', a?b", "plain, plain"})
    void textCannotControlATerminal(String text, String harmless) {
        assertThat(TextTable.harmless(text)).isEqualTo(harmless);
    }
}
