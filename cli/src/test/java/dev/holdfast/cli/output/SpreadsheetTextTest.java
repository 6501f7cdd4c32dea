package dev.holdfast.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+49 170",
                "-1+1",
                "--5",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "=a\nb",
                "-",
                "-5 pieces",
                "-5.",
                "'=1",
                "''=1"
            })
    void whatASpreadsheetCouldRunGetsAnApostropheAndLosesItAgain(String cell) {
        String written = SpreadsheetText.protect(cell);

        assertThat(written).isEqualTo("'" + cell);
        assertThat(SpreadsheetText.unprotect(written)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "-19.90", "19.90", "Tee", "a=b", "'quoted'", "'", "''", "'Tee"})
    void numbersAndOtherTextStayAsTheyAre(String cell) {
        assertThat(SpreadsheetText.protect(cell)).isEqualTo(cell);
        assertThat(SpreadsheetText.unprotect(cell)).isEqualTo(cell);
    }

    @Test
    void differentCellsAreWrittenDifferently() {
        List<String> cells = List.of("=1", "'=1", "''=1", "'1", "1");

        assertThat(cells.stream().map(SpreadsheetText::protect)).doesNotHaveDuplicates();
    }
}
