package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private final TestShop shop = new TestShop();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void aSoundShopExitsWithZero() {
        shop.checkOut(shop.cartWith(shop.variant(5), 2));

        assertThat(run("verify")).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains("stock_bounds").contains("ledger_sequence").doesNotContain("PROBLEM");
        assertThat(err()).isEmpty();
        assertThat(run("verify", "-o", "json")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("{\"sound\": true, \"count\": 0,").contains("\"violations\": []}");
    }

    @Test
    void whatIsWrongIsShownWithItsRow() {
        long variant = shop.variant(5).id();
        shop.execute("update #stock set stock_quantity = 7");

        assertThat(run("verify")).isEqualTo(ExitCode.FINDING);
        assertThat(out()).contains("the counter and its last entry differ").contains("variant_id=" + variant + " ");
        assertThat(err()).contains("1 violation");
        assertThat(run("verify", "-o", "json")).isEqualTo(ExitCode.FINDING);
        assertThat(out())
                .contains("{\"invariant\": \"stock_ledger\", \"problem\": \"the counter and its last entry differ\", "
                        + "\"row\": {\"variant_id\": " + variant + ", \"location_id\": 1, \"version\": 1, "
                        + "\"stock_quantity\": 7,");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Session session = new Session(
                Map.of("DATABASE_URL", TestDatabase.url(), "HOLDFAST_SCHEMA", shop.schema),
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Main.run(session, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
