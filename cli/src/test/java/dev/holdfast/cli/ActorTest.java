package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.cli.session.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the commands write names the user who is logged in, or whom the environment names. */
class ActorTest {
    @TempDir
    Path directory;

    private Console console;

    @BeforeEach
    void openAShop() {
        console = new Console(directory);
        long product = console.shop()
                .catalog()
                .addProduct(NewProduct.of("Tee", Money.of("10.00", "USD")))
                .id();
        console.shop().catalog().addVariant(NewVariant.of(product, "TEE", 10));
    }

    @Test
    void theUserWhoIsLoggedInIsNamed() {
        console.environment.remove("HOLDFAST_ACTOR");

        console.done("stock", "receive", "TEE", "5");

        assertThat(console.done("stock", "ledger", "TEE", "--limit", "1", "-o", "json"))
                .contains("\"actor\":\"cli:" + System.getProperty("user.name") + "\"");
    }

    @Test
    void theEnvironmentNamesAnother() throws Exception {
        console.environment.put("HOLDFAST_ACTOR", "nightly import");
        Path file = directory.resolve("goods.csv");
        Files.writeString(file, "handle,name,base_price,currency,sku,stock_quantity\ncap,Cap,5.00,USD,CAP,7\n");

        console.done("stock", "adjust", "TEE", "-1", "--reason", "broken");
        console.done("import", file.toString());

        assertThat(console.lines("stock", "ledger", "TEE", "-o", "csv").get(1)).endsWith(",nightly import,0");
        assertThat(console.lines("stock", "ledger", "CAP", "-o", "csv").get(1)).endsWith(",nightly import,0");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        console.environment.put("HOLDFAST_ACTOR", "x".repeat(201));

        assertThat(console.run("stock", "receive", "TEE", "5")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("HOLDFAST_ACTOR").contains("200 characters");
    }
}
