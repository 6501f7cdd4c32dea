package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.output.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees in a terminal of 80 columns, with names as long as they get. */
class TerminalTest {
    private static final String LONG = "A name that is rather long, as names of products in real shops are";

    @TempDir
    private Path directory;

    private Console console;
    private long order;

    @BeforeEach
    void aShop() throws Exception {
        console = new Console(directory);
        console.environment.put("NO_COLOR", "1");
        console.done(
                "products", "add", "--name", LONG, "--price", "19.90", "--category", "apparel/outdoor/jackets/winter");
        console.done(
                "variants", "add", "--product", "1", "--sku", "WINTER-JACKET-EXTRA-LARGE-RED", "--stock", "1000000");
        Files.writeString(
                directory.resolve("rule.json"),
                "{\"code\": \"SPRING-SALE-OF-THE-YEAR\", \"name\": \"" + LONG + "\", \"conditions\":"
                        + " {\"user_tiers\": [\"gold\", \"silver\"], \"stored_codes\": true, \"min_quantity\": 3,"
                        + " \"categories\": [\"apparel/outdoor\"]},"
                        + " \"discount\": {\"type\": \"percent_off\", \"percent\": 20}}");
        console.done("rules", "add", "-f", "rule.json");
        console.done(
                "promo-codes", "add", "SPRING-SALE-OF-THE-YEAR", "FIRST-TEN-BUYERS-OF-THE-DAY", "--max-uses", "10");
        var cart = console.shop()
                .carts()
                .create(new NewCart("a-user-with-a-long-name@example.org", null, List.of(), null));
        console.shop().carts().put(cart.id(), PutItem.of(1, 5));
        order = console.shop().checkout().place(CheckoutRequest.of(cart.id())).id();
        console.terminal = true;
        console.environment.put("COLUMNS", "80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "products list",
                "products show 1",
                "variants list",
                "variants show 1",
                "stock ledger 1",
                "rules list",
                "rules show SPRING-SALE-OF-THE-YEAR",
                "rules history SPRING-SALE-OF-THE-YEAR",
                "promo-codes list SPRING-SALE-OF-THE-YEAR",
                "carts list",
                "carts show 1",
                "orders list",
                "orders show ORDER",
                "quote --sku 1=5",
                "quote --sku 1=5 --code SPRING-SALE --explain",
                "events list",
                "events progress",
                "config",
                "verify"
            })
    void noLineIsWiderThanTheTerminal(String command) {
        console.done(command.replace("ORDER", Long.toString(order)).split(" "));

        assertThat(console.out().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(TextTable.width(line)).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void numbersAreShownInFullAndColumnsThatAreMissingAreNamed() {
        assertThat(console.done("orders", "list")).contains("99.50", "\u2026").doesNotContain("charge_total");
        assertThat(console.err()).contains("not shown: ", "charge_total", "; --wide shows all columns");
        assertThat(console.done("variants", "list")).contains("999995", "WINTER-JACKET-EXTRA-LARGE-RED");
    }

    @Test
    void allIsShownWithWideAndWhereThereIsNoTerminal() {
        String wide = console.done("orders", "list", "--wide");
        assertThat(wide)
                .contains("charge_total", "a-user-with-a-long-name@example.org")
                .doesNotContain("\u2026");
        assertThat(console.err()).isEmpty();

        console.terminal = false;
        assertThat(console.done("orders", "list")).isEqualTo(wide);

        console.terminal = true;
        console.environment.remove("COLUMNS");
        assertThat(console.done("orders", "list"))
                .as("a terminal of unknown width")
                .isEqualTo(wide);
    }

    @Test
    void noControlCharacterReachesATerminalInAnyFormat() {
        String name = "red\u001b[2J\u009b2J\u202e";
        console.done("products", "add", "--name", name, "--price", "1", "--handle", "red");

        for (String format : List.of("table", "csv", "json")) {
            assertThat(console.done("products", "show", "red", "-o", format))
                    .as(format)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
        }
        assertThat(console.done("products", "show", "red", "-o", "json")).contains("\\u009b2J\\u202e");
        console.terminal = false;
        assertThat(console.done("products", "show", "red", "-o", "csv"))
                .as("a file keeps them")
                .contains(name);
    }

    @Test
    void noControlCharacterReachesATerminalInAMessage() {
        for (String[] command : new String[][] {
            {"products", "show", "no\u001b[2Jsuch"},
            {"rules", "delete", "no\u009b2J"},
            {"products", "list", "--limit", "\u001b[2J"},
            {"no\u001b[2Jcommand"},
            {"carts", "show", "\u202e1"},
            {"promo-codes", "show", "\u001b]0;title\u0007"}
        }) {
            assertThat(console.run(command)).isNotZero();
            assertThat(console.err()).as(command[0]).isNotEmpty().doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
        }
    }

    @Test
    void aSpreadsheetRunsNothingThatItOpens() {
        console.done("products", "add", "--name", "=HYPERLINK(\"http://x\")", "--price", "1", "--handle", "formula");
        console.done("variants", "add", "--product", "formula", "--sku", "-1+1", "--stock", "9");
        console.done("stock", "adjust", "sku:-1+1", "-5", "--reason", "@SUM(A1)");
        console.terminal = false;

        assertThat(console.done("products", "list", "-q", "formula", "-o", "csv"))
                .contains(",\"'=HYPERLINK(\"\"http://x\"\")\",1.00,");
        assertThat(console.done("stock", "ledger", "sku:-1+1", "-o", "csv"))
                .as("numbers stay numbers")
                .contains(",adjusted,-5,0,4,0,'@SUM(A1),");
        assertThat(console.done("products", "show", "formula", "-o", "json")).contains("\"name\":\"=HYPERLINK(");
    }
}
