package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export can be imported into another shop without loss. */
class ExportTest extends ProductFiles {
    @ParameterizedTest
    @ValueSource(strings = {"holdfast", "shopify"})
    void theSampleShopComesOutAndGoesInAgain(String format) throws IOException {
        console.done("demo");
        console.done("export", "products.csv", "--format", format);
        String exported = Files.readString(directory.resolve("products.csv"));

        Console other = new Console(directory);
        other.done("import", "products.csv");
        assertThat(other.done("export", "--format", format)).isEqualTo(exported);
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"products_changed\":0");
        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("products.csv");
        }
    }

    @Test
    void whatASpreadsheetCouldRunIsMadeSafeIfAskedForAndComesBackExactly() throws IOException {
        file("""
                handle,name,base_price,sku,stock_quantity
                a,"=HYPERLINK(""http://x"")",1,-1+1,5
                b,'=quoted,1,@b,
                """);
        console.done("import", "products.csv");
        String exact = export();

        assertThat(exact).contains("\na,\"=HYPERLINK(", ",-1+1,", "\nb,'=quoted,", ",@b,");
        assertThat(export("--spreadsheet-safe")).contains("\na,\"'=HYPERLINK(", ",'-1+1,", "\nb,''=quoted,", ",'@b,");
        export("safe.csv", "--spreadsheet-safe");
        Console other = new Console(directory);
        other.done("import", "safe.csv", "--spreadsheet-safe");
        assertThat(other.done("export")).isEqualTo(exact);
        export("exact.csv");
        Console third = new Console(directory);
        third.done("import", "exact.csv");
        assertThat(third.done("export")).isEqualTo(exact);
    }

    @Test
    void whateverAShopHasComesOutAndGoesInAgain() throws IOException {
        long seed = Seed.of(ExportTest.class);
        Random random = new Random(seed);
        console.done("locations", "create", "berlin");
        console.done("locations", "create", "ulm");
        for (int i = 0; i < 30; i++) {
            long id = console.shop()
                    .catalog()
                    .addProduct(new NewProduct(
                            odd(random) + i,
                            Money.of("" + random.nextInt(100), random.nextBoolean() ? "USD" : "JPY"),
                            null,
                            random.nextBoolean() ? odd(random) : null,
                            null))
                    .id();
            Product product = console.shop().catalog().product(id);
            for (int j = random.nextInt(4); j > 0; j--) {
                Variant variant = console.shop()
                        .catalog()
                        .addVariant(new dev.holdfast.catalog.NewVariant(
                                id,
                                odd(random) + i + "-" + j,
                                random.nextBoolean() ? odd(random) : null,
                                random.nextBoolean() ? product.basePrice().times(2) : null,
                                random.nextBoolean() ? product.basePrice() : null,
                                Map.of(odd(random), odd(random), "n", new java.math.BigDecimal("1.50"), "b", true),
                                random.nextInt(50)));
                for (String location : List.of("default", "berlin", "ulm")) {
                    supply(console.shop().inventory().at(location), variant.id(), random);
                }
            }
        }
        console.done("export", "products.csv");
        Console other = new Console(directory);
        other.done("locations", "create", "ulm");
        other.done("locations", "create", "berlin");

        other.done("import", "products.csv");

        assertThat(other.done("export"))
                .as("seed " + seed)
                .isEqualTo(Files.readString(directory.resolve("products.csv")));
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .as("seed " + seed)
                .contains("\"products_changed\":0", "\"variants_changed\":0", "\"stock_differences\":0")
                .contains("\"supply_changed\":0");
    }

    private static void supply(Inventory inventory, long variant, Random random) {
        if (random.nextBoolean()) {
            inventory.receive(variant, 1 + random.nextInt(50), null);
        }
        if (random.nextBoolean()) {
            inventory.changeSupply(
                    variant,
                    SupplyChange.NONE
                            .withSafetyStock(random.nextInt(3))
                            .withBackorderLimit(random.nextInt(3))
                            .withTracked(random.nextBoolean())
                            .withReorderPoint(random.nextBoolean() ? random.nextInt(9) : null));
        }
    }

    @Test
    void metadataComesOutAndGoesInAgain() throws IOException {
        file("""
                handle,name,base_price,sku,metadata,variant_metadata
                tee,Tee,9,TEE-S,"{""erp"": {""id"": 4711, ""tags"": [""a"", null, 1.50, 1e2, true]}, ""none"": null}",
                tee,,,TEE-M,,"{""bin"": ""A, 7""}"
                mug,Mug,9,,"{""x"": ""=1+1""}",
                """);
        console.done("import", "products.csv");

        assertThat(console.done("products", "show", "tee", "-o", "json"))
                .contains("\"metadata\":{\"erp\":{\"id\":4711,\"tags\":[\"a\",null,1.50,100,true]}}");
        assertThat(console.done("variants", "show", "TEE-M", "-o", "json")).contains("\"metadata\":{\"bin\":\"A, 7\"}");
        assertThat(console.done("variants", "show", "TEE-S", "-o", "json")).contains("\"metadata\":{}");
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"products_changed\":0", "\"variants_changed\":0");
        String exported = console.done("export");
        export("exported.csv");
        Console other = new Console(directory);
        other.done("import", "exported.csv");
        assertThat(other.done("export")).isEqualTo(exported).contains(",metadata,variant_metadata,");
        assertThat(console.done("export", "--format", "shopify")).isNotEmpty();
        assertThat(console.err())
                .contains("warning: 3 attributes, minimum prices, limits, metadata, safety stocks, stock levels");
    }

    @Test
    void metadataIsReplacedAndClearedByItsColumnsOnly() throws IOException {
        console.done("products", "add", "--name", "Tee", "--price", "9", "--metadata", "a=1", "--metadata", "b=2");
        console.done("variants", "add", "--product", "tee", "--sku", "TEE", "--metadata", "c=3");

        file("handle,sku\ntee,TEE\n");
        console.done("import", "products.csv");
        assertThat(console.done("products", "show", "tee", "-o", "json")).contains("\"a\":", "\"b\":");
        assertThat(console.done("variants", "show", "TEE", "-o", "json")).contains("\"c\":");

        file("handle,sku,metadata,variant_metadata\ntee,TEE,\"{\"\"a\"\": 5}\",\n");
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"products_changed\":1", "\"variants_changed\":1");
        assertThat(console.done("products", "show", "tee", "-o", "json")).contains("\"metadata\":{\"a\":5}");
        assertThat(console.done("variants", "show", "TEE", "-o", "json")).contains("\"metadata\":{}");
    }

    @Test
    void wrongMetadataIsToldByItsColumn() throws IOException {
        file("handle,name,base_price,sku,metadata,variant_metadata\ntee,Tee,9,TEE,[1],{\n" + "mug,Mug,9,MUG,,\"{\"\""
                + "x".repeat(101) + "\"\": 1}\"\n");

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("line 2, column 5 (metadata)", "line 2, column 6 (variant_metadata)")
                .contains("line 3, column 6 (variant_metadata)");
        assertEmptyShop();
    }

    @Test
    void shopifysColumnsHaveWhatHoldfastDoes() throws IOException {
        file("""
                handle,name,base_price,category,status,sku,stock_quantity,attributes
                cup,Cup,9,kitchen/cups,active,CUP,5,"{""Colour"": ""Red""}"
                jug,Jug,19,kitchen,draft,JUG,0,
                pot,Pot,29,,archived,POT,1,
                """);
        console.done("import", "products.csv");

        assertThat(console.done("export", "--format", "shopify")).isEqualTo("""
                Handle,Title,Body (HTML),Product Category,Type,Status,Published,Variant SKU,Variant Price,\
                Variant Inventory Qty,Variant Inventory Tracker,Variant Inventory Policy,Option1 Name,Option1 Value,\
                Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant Fulfillment Service
                cup,Cup,,kitchen > cups,,active,true,CUP,9.00,5,shopify,deny,Colour,Red,,,,,manual
                jug,Jug,,kitchen,,draft,false,JUG,19.00,0,shopify,deny,Title,Default Title,,,,,manual
                pot,Pot,,,,archived,false,POT,29.00,1,shopify,deny,Title,Default Title,,,,,manual
                """);
    }

    private static String odd(Random random) {
        String letters = "ab ,;\"'\n\u00e9\u4e2d{}=\t\\";
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.append('y').toString();
    }

    @Test
    void aDirectoryIsNotWrittenTo() throws IOException {
        Files.createDirectory(directory.resolve("backup"));

        assertThat(console.run("export", "backup")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: FILE: backup is a directory\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }
}
