package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.testing.CuttingProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command whose connection is lost in its COMMIT. */
class LostCommitTest {
    @Test
    void whoseOutcomeIsUnknownIsNeitherDoneNorRefused(@TempDir Path directory) throws Exception {
        Console console = new Console(directory);
        Variant variant = variant(console);
        try (CuttingProxy proxy = new CuttingProxy()) {
            console.environment.put("DATABASE_URL", proxy.url());
            proxy.cutOnly("stock_written");
            proxy.cutNextAndKeepItsFate(CuttingProxy.Cut.AFTER_COMMIT);

            assertThat(console.run("stock", "receive", "TEE", "5")).isEqualTo(ExitCode.TRY_AGAIN);

            assertThat(proxy.hasCut()).isTrue();
            assertThat(console.err()).startsWith("error: ").contains("its outcome is unknown", "Check whether");
            assertThat(console.out()).isEmpty();
        }
        assertThat(console.shop().catalog().variant(variant.id()).stockQuantity())
                .as("it was made")
                .isEqualTo(12);
    }

    @Test
    void whoseOutcomeIsFoundOutIsDone(@TempDir Path directory) throws Exception {
        Console console = new Console(directory);
        Variant variant = variant(console);
        try (CuttingProxy proxy = new CuttingProxy()) {
            console.environment.put("DATABASE_URL", proxy.url());
            proxy.cutOnly("stock_written");
            proxy.cutNext(CuttingProxy.Cut.AFTER_COMMIT);

            assertThat(console.done("stock", "receive", "TEE", "5")).contains("12");

            assertThat(proxy.hasCut()).isTrue();
        }
        assertThat(console.shop().catalog().variant(variant.id()).stockQuantity())
                .as("once")
                .isEqualTo(12);
    }

    private static Variant variant(Console console) {
        long product = console.shop()
                .catalog()
                .addProduct(NewProduct.of("Tee", Money.of("19.90", "USD")))
                .id();
        return console.shop().catalog().addVariant(NewVariant.of(product, "TEE", 7));
    }
}
