package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored promo codes: added, generated, listed, disabled and deleted. */
class PromoCodesCommandTest {
    @TempDir
    Path directory;

    private Console console = new Console(Path.of("."));

    @BeforeEach
    void aRuleThatAsksForStoredCodes() throws IOException {
        console = new Console(directory);
        Files.writeString(directory.resolve("rules.yaml"), """
                rules:
                  - {code: HALF, conditions: {stored_codes: true}, discount: {type: percent_off, percent: 50}}
                  - {code: TEN, discount: {type: percent_off, percent: 10}}
                """);
        console.done("rules", "apply", "-f", "rules.yaml");
    }

    @Test
    void codesAreAddedByNameAndShown() {
        assertThat(console.done("promo-codes", "add", "HALF", "FIRST", "SECOND", "--max-uses", "10", "-o", "csv"))
                .isEqualTo("code\nFIRST\nSECOND\n");
        assertThat(console.done("promo-codes", "show", "first", "-o", "json"))
                .contains("\"code\":\"FIRST\"", "\"rule\":\"HALF\"", "\"max_uses\":10", "\"active\":true");
    }

    @Test
    void codesAreMadeUpAndListedAltogether() {
        String[] made = console.done(
                        "promo-codes",
                        "add",
                        "HALF",
                        "--generate",
                        "250",
                        "--prefix",
                        "HB-",
                        "--max-uses",
                        "1",
                        "-o",
                        "csv")
                .split("\n");
        assertThat(made).hasSize(251);
        assertThat(made)
                .filteredOn(line -> line.matches("HB-[A-Z0-9]{8,}"))
                .hasSize(250)
                .doesNotHaveDuplicates();
        assertThat(console.done("promo-codes", "list", "HALF", "--all", "-o", "csv")
                        .lines())
                .hasSize(251);
        assertThat(console.done("promo-codes", "list", "HALF", "--all", "-o", "json"))
                .isEqualTo(console.done("promo-codes", "list", "HALF", "--limit", "1000", "-o", "json"));
        assertThat(console.lines("promo-codes", "list", "HALF", "--all"))
                .filteredOn(line -> line.contains("HB-"))
                .hasSize(250);
        assertThat(console.done("promo-codes", "list", "HALF", "--limit", "3", "-o", "csv")
                        .lines())
                .hasSize(4);
    }

    @Test
    void aCodeIsSwitchedOffAndOnAndDeleted() {
        console.done("promo-codes", "add", "HALF", "FIRST");
        assertThat(console.done("promo-codes", "disable", "FIRST", "-o", "json"))
                .contains("\"active\":false");
        assertThat(console.done("promo-codes", "enable", "FIRST", "-o", "json")).contains("\"active\":true");
        console.done("promo-codes", "delete", "FIRST");
        assertThat(console.run("promo-codes", "show", "FIRST")).isEqualTo(ExitCode.FINDING);
        assertThat(console.run("promo-codes", "add", "HALF", "FIRST")).isNotEqualTo(ExitCode.DONE);
    }

    @Test
    void sweepTellsOfTheCodesThatExpiredCartsHeld() {
        console.done("promo-codes", "add", "HALF", "FIRST", "--max-uses", "10");
        Holdfast then = Holdfast.builder(TestDatabase.dataSource())
                .schema(console.schema)
                .clock(new SettableClock(Instant.parse("2020-02-02T02:02:02Z")))
                .build();
        long product = then.catalog()
                .addProduct(NewProduct.of("Tee", Money.of("19.90", "USD")))
                .id();
        long variant =
                then.catalog().addVariant(NewVariant.of(product, "TEE", 5)).id();
        long cart = then.carts()
                .create(new NewCart(null, null, List.of("FIRST"), null))
                .id();
        then.carts().put(cart, PutItem.of(variant, 3));

        assertThat(console.done("sweep", "-o", "json")).contains("\"items\": 1,", "\"promo_holds\": 1,");
        assertThat(console.done("sweep", "-o", "json")).contains("\"items\": 0,", "\"promo_holds\": 0,");
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsAdded() {
        assertThat(console.run("promo-codes", "add", "HALF")).isEqualTo(ExitCode.USAGE);
        assertThat(console.run("promo-codes", "add", "HALF", "A", "--generate", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.run("promo-codes", "add", "HALF", "A", "--budget", "much"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--budget");
        assertThat(console.run("promo-codes", "add", "TEN", "A")).isNotEqualTo(ExitCode.DONE);
        assertThat(console.err()).contains("stored_codes");
        assertThat(console.run("promo-codes", "add", "NOPE", "A")).isEqualTo(ExitCode.FINDING);
        assertThat(console.done("promo-codes", "list", "HALF", "-o", "csv").lines())
                .hasSize(1);
    }
}
