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

        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN, 0))
                .containsExactly("name            price  note", "Tee              9.90", "Flannel Shirt  149.00  warm");
    }

    @Test
    void wideCharactersTakeTwoCells() {
        List<Map<String, String>> rows = List.of(
                Map.of("name", "\u4e2d\u6587", "price", "1", "note", "x"),
                Map.of("name", "abcd", "price", "2", "note", "y"));

        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN, 0))
                .containsExactly("name  price  note", "\u4e2d\u6587      1  x", "abcd      2  y");
    }

    @Test
    void fieldsAreOneToALine() {
        assertThat(TextTable.fields(COLUMNS, Map.of("name", "Tee", "price", "9.90", "note", ""), Style.PLAIN, 0))
                .containsExactly("name   Tee", "price  9.90", "note");
    }

    @Test
    void namesAreBoldOnATerminal() {
        assertThat(TextTable.lines(COLUMNS, List.of(), Style.COLOURED, 0))
                .containsExactly("\u001b[1mname  price  note\u001b[0m");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\tb\nc', a b c",
        "'\u001b[31mred', \\x1b[31mred",
        "'\u009b31mred', \\x9b31mred",
        "'a\u202eb', a\\u202eb",
        "'a\u200db', 'a\u200db'",
        "plain, plain"
    })
    void textCannotControlATerminal(String text, String harmless) {
        assertThat(TextTable.harmless(text)).isEqualTo(harmless);
    }

    @Test
    void aTableThatFitsIsAsItIs() {
        List<Map<String, String>> rows = List.of(Map.of("name", "Flannel Shirt", "price", "149.00", "note", "warm"));

        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN, 27))
                .containsExactly("name            price  note", "Flannel Shirt  149.00  warm");
    }

    @Test
    void theLongestTextsAreCutAndNumbersNever() {
        List<Map<String, String>> rows = List.of(Map.of(
                "name",
                "A very long name of a product",
                "price",
                "1234567890.00",
                "note",
                "and a note of some length"));

        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN, 50))
                .containsExactly(
                        "name                      price  note",
                        "A very long nam\u2026  1234567890.00  and a note of so\u2026");
        assertThat(TextTable.lines(COLUMNS, rows, Style.PLAIN, 10))
                .as("no narrower than this")
                .containsExactly(
                        "name                  price  note", "A very long\u2026  1234567890.00  and a note \u2026");
    }

    @Test
    void aTextOfWideCharactersIsCutToItsCells() {
        assertThat(Wrapping.cut("\u4e2d\u6587\u4e2d\u6587", 8)).isEqualTo("\u4e2d\u6587\u4e2d\u6587");
        assertThat(Wrapping.cut("\u4e2d\u6587\u4e2d\u6587", 6)).isEqualTo("\u4e2d\u6587\u2026");
        assertThat(TextTable.width("\ud83d\udc4d")).as("an emoji").isEqualTo(2);
        assertThat(TextTable.width("e\u0301")).as("a combined letter").isEqualTo(1);
    }

    @Test
    void proseIsBrokenIntoLinesAndHeadingsAfterTheirWords() {
        List<Column> columns = Column.list("code stock_quantity# why*");
        List<Map<String, Object>> rows = List.of(
                Map.of("code", "A", "stock_quantity", 7, "why", "it can never apply, because it ended long ago"),
                Map.of("code", "B", "stock_quantity", 10, "why", "short"));

        assertThat(TextTable.lines(columns, rows, Style.PLAIN, 42))
                .containsExactly(
                        "        stock_",
                        "code  quantity  why",
                        "A            7  it can never apply,",
                        "                because it ended long ago",
                        "B           10  short");
    }

    @Test
    void extraColumnsAreLeftOutFromTheLastOnIfNothingElseHelps() {
        List<Column> columns = Column.list("id# first~ second~ at third~");
        Map<String, Object> row = Map.of(
                "id",
                12,
                "first",
                "aaaaaaaaaaaaaaaa",
                "second",
                "bbbb",
                "at",
                "2026-03-01T09:00:00.123456Z",
                "third",
                "c");

        TableLayout layout = TableLayout.of(columns, List.of(row), 40);

        assertThat(layout.lines(Style.PLAIN))
                .containsExactly("id  first           at", "12  aaaaaaaaaaaaa\u2026  2026-03-01T09:00:00Z");
        assertThat(Column.names(layout.leftOut())).containsExactly("second", "third");
    }

    @Test
    void aLongValueOfAFieldIsBrokenBesideItsName() {
        Map<String, String> row =
                Map.of("name", "Tee", "price", "9.90", "note", "washed once and 0123456789012345678901234567890 worn");

        assertThat(TextTable.fields(COLUMNS, row, Style.PLAIN, 30))
                .containsExactly(
                        "name   Tee",
                        "price  9.90",
                        "note   washed once and",
                        "       01234567890123456789012",
                        "       34567890 worn");
    }
}
