package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.testing.TestShop;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private final TestShop shop = new TestShop();

    @TempDir
    Path directory;

    private Console console = new Console(Path.of("."), shop.schema);

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory, shop.schema);
    }

    @Test
    void aSoundShopExitsWithZero() {
        shop.checkOut(shop.cartWith(shop.variant(5), 2));

        assertThat(console.run("verify")).isEqualTo(ExitCode.DONE);
        assertThat(console.out())
                .contains("stock_bounds")
                .contains("ledger_sequence")
                .doesNotContain("PROBLEM");
        assertThat(console.err()).isEmpty();
        assertThat(console.run("verify", "-o", "json")).isEqualTo(ExitCode.DONE);
        assertThat(console.out()).startsWith("{\"sound\": true, \"count\": 0,").contains("\"violations\": []}");
    }

    @Test
    void whatIsWrongIsShownWithItsRow() {
        long variant = shop.variant(5).id();
        shop.execute("update #stock set stock_quantity = 7");

        assertThat(console.run("verify")).isEqualTo(ExitCode.FINDING);
        assertThat(console.out())
                .contains("the counter and its last entry differ")
                .contains("variant_id=" + variant + " ");
        assertThat(console.err()).contains("1 violation");
        assertThat(console.run("verify", "-o", "json")).isEqualTo(ExitCode.FINDING);
        assertThat(console.out())
                .contains("{\"invariant\": \"stock_ledger\", \"problem\": \"the counter and its last entry differ\", "
                        + "\"row\": {\"variant_id\": " + variant + ", \"location_id\": 1, \"version\": 1, "
                        + "\"stock_quantity\": 7,");
    }
}
