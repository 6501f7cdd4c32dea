package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages name what the user gave: the option, the argument, the SKU. */
class MessagesTest extends AdminCommands {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "products add --name Tee --price free | --price: \"free\" is not an amount",
                "products add --name Tee --base-price=free | --base-price: \"free\" is not an amount",
                "products add --name Tee --base-price 1 --handle A/B | --handle: ",
                "products list --cursor x | --cursor: ",
                "variants add --product 1 --sku X --min-price 99 | --min-price: ",
                "variants add --product 1 --sku X --attribute red | --attribute: ",
                "stock receive TS-RED-M 0 | UNITS: 0 is not between 1 and ",
                "stock show TS-RED-M --at 2999-01-01T00:00:00Z | --at: ",
                "carts show x | CART: \"x\" is not an id",
                "quote --sku TS-RED-M --policy x | --policy: ",
                "rules simulate --draft NONE | --draft: there is no rule",
                "export-database --to mysql://x/y | --to: "
            })
    void anErrorNamesTheOptionOrTheArgument(String command, String message) {
        tee();

        assertThat(console.run(command.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: " + message);
    }

    @Test
    void aShortageNamesTheSkuAndNotTheIdThatItStandsFor() {
        tee();

        assertThat(console.run("stock", "adjust", "TS-RED-M", "-11", "--reason", "lost"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: TS-RED-M: 11 lost, but only 10 are available\n");
    }

    @ParameterizedTest
    @CsvSource({"'', Usage: holdfast ", "rules, Usage: holdfast rules "})
    void aCommandThatIsMissingBringsTheHelp(String command, String usage) {
        assertThat(console.run(command.isEmpty() ? new String[0] : new String[] {command}))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith(usage).contains("Commands:");
    }
}
