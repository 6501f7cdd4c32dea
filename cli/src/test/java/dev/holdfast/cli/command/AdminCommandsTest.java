package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour that commands share: empty lists, errors, colours, configuration. */
class AdminCommandsTest extends AdminCommands {
    @ParameterizedTest
    @ValueSource(
            strings = {"products list", "variants list", "rules list", "carts list", "sessions list", "orders list"})
    void anEmptyShopHasEmptyLists(String command) {
        assertThat(console.done((command + " -o json").split(" "))).isEqualTo("{\"items\":[],\"next_cursor\":null}\n");
        assertThat(console.lines(command.split(" "))).hasSize(1);
        assertThat(console.err()).isEmpty();
        assertThat(console.lines((command + " -o csv").split(" "))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "products add --name x --price 1.234 | --price: 1.234 is not an amount of USD",
                "products add --name x --price much | --price: \"much\" is not an amount such as 19.99",
                "products add --name x --price -1 | --price: -1.00 is not between 0 and",
                "products add --name x --price 1 --currency XXQ | --currency: \"XXQ\" is not an ISO 4217 code",
                "products add --name x --price 1 --handle A_B | --handle: \"A_B\" is not a handle",
                "products list --limit 0 | --limit: 0 is not between 1 and 1000",
                "products list --cursor x | --cursor: \"x\" is not a cursor of this list",
                "products list -o xml | Invalid value for option '--output'",
                "variants add --product 1 --sku x -a red | -a: \"red\" is not of the form color=red",
                "stock receive TS-RED-M 0 | UNITS: 0 is not between 1 and",
                "stock receive TS-RED-M many | Invalid value for positional parameter at index 1 (UNITS)",
                "stock adjust TS-RED-M 0 --reason x | UNITS: must not be zero",
                "stock adjust TS-RED-M -1 | Missing required option: '--reason=TEXT'",
                "carts list --status lost | Invalid value for option '--status'",
                "carts show abc | CART: \"abc\" is not an id such as 12",
                "sessions list --status lost | Invalid value for option '--status'",
                "sessions list --cart abc | --cart: \"abc\" is not an id such as 12",
                "orders show abc | ORDER: \"abc\" is not an id such as 12",
                "quote --sku TS-RED-M=0 | --sku number 1: 0 is not between 1 and",
                "quote --sku TS-RED-M=x | --sku: \"TS-RED-M=x\" does not end with a number of units",
                "quote | Missing required option: '--sku=SKU[=UNITS]'",
                "completion tcsh | Invalid value for positional parameter at index 0 (bash|zsh|fish)",
                "config now | Unmatched argument at index 1: 'now'"
            })
    void whatIsWrongIsNamedWithItsValue(String command, String message) {
        tee();

        assertThat(console.run(command.strip().split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("error: " + message.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "products show nothing",
                "variants show nothing",
                "variants add --product nothing --sku x",
                "stock show nothing",
                "stock ledger 12",
                "rules enable NOTHING",
                "sessions show cs_none",
                "orders show 12",
                "quote --sku nothing",
                "variants add --product basic-tee --sku TS-RED-M",
                "products add --name x --price 1 --handle basic-tee"
            })
    void whatDoesNotExistOrIsTakenIsAFinding(String command) {
        tee();

        assertThat(console.run(command.split(" "))).isEqualTo(ExitCode.FINDING);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("error: ").hasLineCount(1);
    }

    @Test
    void configurationShowsWhereValuesCameFromAndNoSecret() throws IOException {
        Files.writeString(directory.resolve(".env"), "SECRET_KEY=hunter2\nPORT=9000\n");
        console.environment.put("DATABASE_URL", "postgresql://sam:swordfish@db.example.com/shop");
        console.environment.put("PORT", "9001");

        List<String> lines = console.lines("config", "-o", "csv");
        assertThat(lines.get(0)).isEqualTo("name,value,origin,description");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("DATABASE_URL,postgresql://sam:***@db.example.com/shop,environment,"))
                .anyMatch(line -> line.startsWith("SECRET_KEY,***,file,"))
                .anyMatch(line -> line.startsWith("PORT,9001,environment,"))
                .anyMatch(line -> line.startsWith("HOST,127.0.0.1,default,"));
        assertThat(console.out() + console.err()).doesNotContain("hunter2").doesNotContain("swordfish");
        assertThat(console.done("config", "-o", "json")).contains("{\"name\":\"REDIS_URL\",\"value\":null,");
    }

    @Test
    void coloursAreForTerminalsOfThoseWhoDoNotDeclineThem() {
        tee();
        assertThat(console.done("products", "list")).doesNotContain("\u001b");

        console.terminal = true;
        assertThat(console.done("products", "list")).contains("\u001b[1mid");
        assertThat(console.done("products", "--help")).contains("\u001b[");
        assertThat(console.done("products", "list", "-o", "csv")).doesNotContain("\u001b");
        console.environment.put("NO_COLOR", "1");
        assertThat(console.done("products", "list")).doesNotContain("\u001b");
        assertThat(console.done("products", "--help")).doesNotContain("\u001b");
        console.environment.put("NO_COLOR", "");
        assertThat(console.done("products", "list")).contains("\u001b");
    }

    @Test
    void namesCannotSteerATerminal() {
        console.done("products", "add", "--name", "red \u001b[31m\u202e\nend", "--price", "1", "--handle", "x");

        assertThat(console.lines("products", "list")).hasSize(2);
        assertThat(console.out())
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .contains("red \\x1b[31m\\u202e end");
        assertThat(console.done("products", "show", "x", "-o", "json")).contains("\\u001B[31m");
    }
}
