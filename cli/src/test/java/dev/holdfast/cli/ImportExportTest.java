package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.MovementKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go in whole or not at all, say where they are wrong, change nothing the second time, and come out again. */
class ImportExportTest {
    private static final String SHOPIFY = """
            Handle,Title,Body (HTML),Vendor,Product Category,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
            Variant SKU,Variant Inventory Qty,Variant Price,Image Src
            basic-tee,Basic Tee,"<p>Plain,
            heavy cotton.</p>",ACME,Apparel & Accessories > Clothing > Shirts,,Color,red,Size,M,TS-RED-M,100,19.90,a.jpg
            basic-tee,,,,,,,red,,XL,,5,22.90,
            basic-tee,,,,,,,,,,,,,b.jpg
            mug,Mug,,ACME,,Kitchen / Cups,Title,Default Title,,,,7,12.50,
            """;

    private static final String OWN = """
            handle,name,base_price,sku,price,stock_quantity,attributes
            tee,Tee,19.90,TEE-M,,10,"{""size"": ""M"", ""weight_g"": 150, ""organic"": true}"
            tee,Tee,19.90,TEE-XL,22.90,5,"{""size"": ""XL""}"
            card,Gift card,50,,,,
            """;

    @TempDir
    Path directory;

    private Console console = new Console(Path.of("."));

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory);
    }

    private void file(String text) throws IOException {
        Files.writeString(directory.resolve("products.csv"), text);
    }

    private String export(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "export";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return console.done(arguments);
    }

    private Variant variant(String sku) {
        return console.shop()
                .catalog()
                .variants(new VariantFilter(null, sku, null), PageRequest.first())
                .items()
                .get(0);
    }

    private Product product(String handle) {
        return console.shop()
                .catalog()
                .products(new ProductFilter(handle, null, null), PageRequest.first())
                .items()
                .get(0);
    }

    private List<LedgerEntry> ledger(Variant variant) {
        return console.shop()
                .inventory()
                .movements(variant.id(), PageRequest.first())
                .items();
    }

    private void assertEmptyShop() {
        assertThat(console.lines("products", "list", "-o", "csv")).hasSize(1);
        assertThat(console.lines("variants", "list", "-o", "csv")).hasSize(1);
    }

    @Test
    void shopifyRowsOfOneHandleAreOneProduct() throws IOException {
        file(SHOPIFY);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .isEqualTo("{\"written\":true,\"dry_run\":false,\"products_added\":2,\"products_changed\":0,"
                        + "\"products_unchanged\":0,\"variants_added\":3,\"variants_changed\":0,"
                        + "\"variants_unchanged\":0,\"units_received\":112,\"stock_differences\":0,"
                        + "\"stock_adjusted\":0,\"errors\":0}\n");
        assertThat(console.err()).isEmpty();
        Product tee = product("basic-tee");
        assertThat(tee.name()).isEqualTo("Basic Tee");
        assertThat(tee.description()).isEqualTo("<p>Plain,\nheavy cotton.</p>");
        assertThat(tee.category()).isEqualTo("apparel-accessories/clothing/shirts");
        assertThat(tee.basePrice()).isEqualTo(Money.of("19.90", "USD"));
        Variant red = variant("TS-RED-M");
        assertThat(red.attributes()).isEqualTo(Map.of("Color", "red", "Size", "M"));
        assertThat(red.name()).isEqualTo("Basic Tee, red, M");
        assertThat(red.ownPrice()).isNull();
        Variant large = variant("basic-tee-red-xl");
        assertThat(large.price()).isEqualTo(Money.of("22.90", "USD"));
        assertThat(large.attributes()).isEqualTo(Map.of("Color", "red", "Size", "XL"));
        Variant mug = variant("mug");
        assertThat(mug.name()).isEqualTo("Mug");
        assertThat(mug.attributes()).isEmpty();
        assertThat(product("mug").category()).isEqualTo("kitchen/cups");
        assertThat(ledger(red)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(MovementKind.RECEIVED);
            assertThat(entry.version()).isEqualTo(1);
            assertThat(entry.stockAfter()).isEqualTo(100);
            assertThat(entry.reference()).isEqualTo("import");
        });
    }

    @Test
    void newerColumnsOfShopifyAreKnownToo() throws IOException {
        file("""
                Title,URL handle,Description,Type,SKU,Option1 name,Option1 value,Price,Inventory quantity
                Mug,mug,Holds tea,Cups,MUG-1,Color,blue,12.00,3
                """);

        console.done("import", "products.csv", "--currency", "EUR");
        assertThat(variant("MUG-1").price()).isEqualTo(Money.of("12.00", "EUR"));
        assertThat(variant("MUG-1").stockQuantity()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOPIFY, OWN})
    void twiceChangesNothing(String text) throws IOException {
        file(text);
        console.done("import", "products.csv");
        String first = export();

        assertThat(console.done("import", "products.csv", "--set-stock", "-o", "json"))
                .contains(
                        "\"products_added\":0,\"products_changed\":0",
                        "\"variants_added\":0,\"variants_changed\":0",
                        "\"units_received\":0,\"stock_differences\":0,\"stock_adjusted\":0");
        assertThat(export()).isEqualTo(first);
        assertThat(ledger(variant(text.equals(OWN) ? "TEE-M" : "mug"))).hasSize(1);
    }

    @Test
    void whatIsDifferentIsChangedAndWhatTheFileDoesNotSayIsKept() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        file("""
                handle,name,sku,price
                tee,Tee of cotton,TEE-M,18.00
                """);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"products_changed\":1", "\"variants_changed\":1", "\"stock_differences\":0");
        assertThat(product("tee").name()).isEqualTo("Tee of cotton");
        assertThat(product("tee").basePrice()).isEqualTo(Money.of("19.90", "USD"));
        assertThat(variant("TEE-M").ownPrice()).isEqualTo(Money.of("18.00", "USD"));
        assertThat(variant("TEE-M").attributes()).isEqualTo(Map.of("size", "M", "weight_g", 150L, "organic", true));
        assertThat(variant("TEE-M").stockQuantity()).isEqualTo(10);
        assertThat(variant("TEE-XL").ownPrice()).isEqualTo(Money.of("22.90", "USD"));
    }

    @Test
    void stockOfVariantsThatWereThereIsSetOnlyWhenAsked() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        console.done("stock", "receive", "TEE-M", "90");

        console.done("import", "products.csv");
        assertThat(console.err()).contains("1 variants have another stock than the file says; --set-stock sets it");
        assertThat(variant("TEE-M").stockQuantity()).isEqualTo(100);

        console.done("import", "products.csv", "--set-stock");
        assertThat(console.out()).containsPattern("stock_adjusted +1");
        assertThat(variant("TEE-M").stockQuantity()).isEqualTo(10);
        assertThat(ledger(variant("TEE-M")).get(0)).satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(MovementKind.ADJUSTED);
            assertThat(entry.stockDelta()).isEqualTo(-90);
            assertThat(entry.reason()).isEqualTo("import");
        });
    }

    @Test
    void stockThatCartsHoldIsNotTakenAwayAndNothingElseIsWritten() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(variant("TEE-M").id(), 8));
        file(OWN.replace(",,10,", ",,7,").replace("Gift card,50", "Gift card,60"));

        assertThat(console.run("import", "products.csv", "--set-stock")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith("error: line 2, column 6 (stock_quantity): 7 is less than what carts hold of \"TEE-M\"\n");
        assertThat(variant("TEE-M").stockQuantity()).isEqualTo(10);
        assertThat(product("card").basePrice()).isEqualTo(Money.of("50.00", "USD"));
    }

    @Test
    void dryRunCountsAndWritesNothing() throws IOException {
        file(SHOPIFY);

        assertThat(console.done("import", "products.csv", "--dry-run", "-o", "json"))
                .startsWith("{\"written\":false,\"dry_run\":true,\"products_added\":2,");
        assertThat(console.err()).isEqualTo("dry run: nothing was changed\n");
        assertEmptyShop();
    }

    @Test
    void everyMistakeIsListedByLineAndColumnAndNothingIsWritten() throws IOException {
        file("""
                handle,name,base_price,sku,stock_quantity,attributes
                good,Good,1.00,GOOD,1,
                tee,Tee,much,TEE-M,ten,
                tee,Other,,TEE-L,-1,"{""a"": [1]}"
                A B,X,1.00,X1,1,
                cup,,1.00,CUP,1,"{"
                cap,Cap,1.234,CAP,1,
                hat,Hat,1.00,GOOD,1,
                """);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()
                        .lines()
                        .filter(line -> line.startsWith("error: "))
                        .sorted())
                .containsExactly(
                        "error: line 3, column 3 (base_price): \"much\" is not an amount such as 19.99",
                        "error: line 3, column 5 (stock_quantity): \"ten\" is not a whole number of units",
                        "error: line 4, column 2 (name): \"Other\" is not what line 3 says of the same product: \"Tee\"",
                        "error: line 4, column 6 (attributes): \"a\" is not a text, a number or a boolean: \"[1]\"",
                        "error: line 5, column 1 (handle): \"A B\" is not made of lower-case letters, digits and single"
                                + " dashes",
                        "error: line 6, column 6 (attributes): \"{\" is not JSON: Unexpected end-of-input: expected"
                                + " close marker for Object",
                        "error: line 7, column 3 (base_price): 1.234 is not an amount of USD, which has 2 digits after"
                                + " the point",
                        "error: line 8, column 4 (sku): \"GOOD\" is the SKU of line 2 too");
        assertThat(console.err()).endsWith("nothing was changed; --keep-going writes what is right\n");
        assertEmptyShop();
    }

    @Test
    void keepGoingWritesWhatIsRight() throws IOException {
        file("""
                handle,name,base_price,sku,stock_quantity
                good,Good,1.00,GOOD,1
                bad,Bad,-1,BAD,1
                cap,,1.00,CAP,1
                fine,Fine,1.00,FINE,1
                """);

        assertThat(console.run("import", "products.csv", "--keep-going", "-o", "json"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.out()).contains("\"written\":true", "\"products_added\":2", "\"errors\":2");
        assertThat(console.err().lines())
                .containsExactlyInAnyOrder(
                        "error: line 3, column 3 (base_price): -1.00 is not between 0 and 1000000000.00",
                        "error: line 4, column 2 (name): is missing");
        assertThat(console.lines("variants", "list", "-o", "csv")).hasSize(3);
    }

    @Test
    void whatBelongsToOthersIsRefused() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        file("""
                handle,name,base_price,currency,sku
                thief,Thief,1.00,USD,TEE-M
                tee,Tee,10.00,EUR,TEE-XL
                """);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("error: line 2, column 5 (sku): \"TEE-M\" belongs to another product")
                .contains("error: line 3, column 3 (base_price): 10.00 EUR is not in USD, as the product is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the file is empty",
                "'name,sku\na,b\n' | line 1: there is no column handle",
                "'Title,Variant SKU\na,b\n' | line 1: there is no column Handle",
                "'handle,colour\na,b\n' | line 1, column 2 (colour) is not known; the columns are handle, name,",
                "'handle,sku,sku\na,b,c\n' | line 1, column 3 (sku) is there twice"
            })
    void fileWithoutTheColumnsIsNotRead(String text, String message) throws IOException {
        file(text);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: " + message);
    }

    @Test
    void whatIsNoCsvOrNoTextIsFoundWhereItIs() throws IOException {
        file("handle,name,base_price\na,A,1\nb,\"B\"x,1\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).startsWith("error: line 3: here or below the file is not CSV");

        Files.write(
                directory.resolve("products.csv"),
                "handle,name,base_price\na,Stra\u00dfe,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(console.run("import", "products.csv")).isNotEqualTo(ExitCode.DONE);
        assertThat(console.err()).contains("UTF-8");

        file("handle,name,base_price\na,A\u0000,1\nb,B,1,2,3\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("line 2, column 2 (): holds the character NUL")
                .contains("line 3, column 4 (): has 5 columns, more than the 3 of the first line");
        assertEmptyShop();
        assertThat(console.run("import", "missing.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: file: missing.csv cannot be read\n");
    }

    @Test
    void byteOrderMarkAndWindowsLinesAreNoMatter() throws IOException {
        file("\uFEFF\"handle\",\"name\",\"base_price\"\r\n\"a\",\"A\",\"1\"\r\n");

        console.done("import", "products.csv");
        assertThat(product("a").name()).isEqualTo("A");
    }

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
    void whateverAShopHasComesOutAndGoesInAgain() throws IOException {
        long seed = new Random().nextLong();
        System.err.println("seed " + seed);
        Random random = new Random(seed);
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
                console.shop()
                        .catalog()
                        .addVariant(new dev.holdfast.catalog.NewVariant(
                                id,
                                odd(random) + i + "-" + j,
                                random.nextBoolean() ? odd(random) : null,
                                random.nextBoolean() ? product.basePrice().times(2) : null,
                                Map.of(odd(random), odd(random), "n", new java.math.BigDecimal("1.50"), "b", true),
                                random.nextInt(50)));
            }
        }
        console.done("export", "products.csv");
        Console other = new Console(directory);

        other.done("import", "products.csv");

        assertThat(other.done("export"))
                .as("seed " + seed)
                .isEqualTo(Files.readString(directory.resolve("products.csv")));
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .as("seed " + seed)
                .contains("\"products_changed\":0", "\"variants_changed\":0", "\"stock_differences\":0");
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
    void productsLargerThanABatchAndRowsOutOfOrderGoIn() throws IOException {
        StringBuilder text = new StringBuilder("handle,name,base_price,sku,stock_quantity\n");
        for (int i = 0; i < 2_500; i++) {
            text.append("large,Large,1.00,L-").append(i).append(",2\n");
        }
        for (int i = 0; i < 20; i++) {
            text.append("a,A,1.00,A-")
                    .append(i)
                    .append(",1\nb,B,1.00,B-")
                    .append(i)
                    .append(",1\n");
        }
        file(text.toString());

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"products_added\":3", "\"variants_added\":2540", "\"units_received\":5040");
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"products_changed\":0", "\"variants_unchanged\":2540");
    }

    @Test
    void aDirectoryIsNotWrittenTo() throws IOException {
        Files.createDirectory(directory.resolve("backup"));

        assertThat(console.run("export", "backup")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: file: backup is a directory\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void progressIsForThoseWhoWatch() {
        assertThat(FileProgress.bar(50, 100)).isEqualTo("[###############...............]  50%  ");
        assertThat(FileProgress.bar(50, 0)).isEmpty();
        assertThat(FileProgress.rate(1_000, 500_000_000)).isEqualTo("1,000 variants, 2,000 per second ");
    }
}
