package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.inventory.MovementKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After an import the shop matches the file, and a second import changes nothing. */
class ImportTest extends ProductFiles {
    @Test
    void shopifyRowsOfOneHandleAreOneProduct() throws IOException {
        file(SHOPIFY);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .isEqualTo(
                        "{\"written\":true,\"dry_run\":false,\"products_added\":2,\"products_changed\":0,"
                                + "\"products_unchanged\":0,\"variants_added\":3,\"variants_changed\":0,"
                                + "\"variants_unchanged\":0,\"units_received\":112,\"stock_differences\":0,"
                                + "\"stock_adjusted\":0,\"supply_changed\":0,\"kits_changed\":0,\"errors\":0,\"skus_generated\":2,\"without_stock\":0,"
                                + "\"policy_continue\":0,\"untracked\":0,\"negative_stock\":0,\"incoming\":0,\"unlisted\":0}\n");
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
    void theStockOfALocationComesInAndGoesOut() throws IOException {
        file("handle,name,base_price,sku,stock_quantity\nmug,Mug,5.00,MUG-1,3\n");
        console.done("import", "products.csv");
        console.done("locations", "create", "berlin");
        file("handle,name,base_price,sku,stock_quantity\nmug,Mug,5.00,MUG-1,8\nmug,Mug,5.00,MUG-2,4\n");

        console.done("import", "products.csv", "--set-stock", "--location", "berlin");

        assertThat(console.done("stock", "levels", "--by-location", "-o", "csv"))
                .isEqualTo("""
                        variant_id,location,stock_quantity,reserved_quantity,backordered_quantity,available_quantity,\
                        reorder_point,in_transit_quantity
                        1,default,3,0,0,3,,0
                        1,berlin,8,0,0,8,,0
                        2,default,0,0,0,0,,0
                        2,berlin,4,0,0,4,,0
                        """);
        assertThat(console.done("export", "--location", "berlin")).contains("MUG-1,,,8,", "MUG-2,,,4,");
        assertThat(console.run("import", "products.csv", "--location", "berln")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("\"berln\" is not a location");
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
                        "\"written\":false",
                        "\"products_added\":0,\"products_changed\":0",
                        "\"variants_added\":0,\"variants_changed\":0",
                        "\"units_received\":0,\"stock_differences\":0,\"stock_adjusted\":0");
        assertThat(console.err()).isEqualTo("nothing was changed\n");
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
    void aMinimumPriceIsSetKeptAndRemoved() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        file("handle,sku,min_price\ntee,TEE-M,15\ntee,TEE-XL,22.90\n");
        console.done("import", "products.csv");
        assertThat(variant("TEE-M").minPrice()).isEqualTo(Money.of("15.00", "USD"));
        file("handle,sku,price\ntee,TEE-M,18.00\n");
        console.done("import", "products.csv");
        assertThat(variant("TEE-M").minPrice()).isEqualTo(Money.of("15.00", "USD"));
        file("handle,sku,min_price\ntee,TEE-M,\n");

        console.done("import", "products.csv");

        assertThat(variant("TEE-M").minPrice()).isNull();
        assertThat(variant("TEE-XL").minPrice()).isEqualTo(Money.of("22.90", "USD"));
    }

    @Test
    void limitsAreSetKeptRemovedAndExported() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        file("""
                handle,sku,min_quantity,max_quantity,quantity_step,max_per_user,max_per_user_days,reservation_seconds
                tee,TEE-M,2,12,2,4,30,300
                tee,TEE-XL,,,,2,,
                """);
        console.done("import", "products.csv");
        VariantLimits limits = new VariantLimits(2, 12, 2, 4, 30, Duration.ofMinutes(5));
        assertThat(variant("TEE-M").limits()).isEqualTo(limits);
        assertThat(variant("TEE-XL").limits()).isEqualTo(VariantLimits.NONE.withMaxPerUser(2, null));
        console.done("export", "out.csv");
        file("handle,sku,price\ntee,TEE-M,18.00\n");
        console.done("import", "products.csv");
        assertThat(variant("TEE-M").limits()).isEqualTo(limits);
        file("handle,sku,min_quantity,max_per_user\ntee,TEE-M,,\n");
        console.done("import", "products.csv");
        assertThat(variant("TEE-M").limits())
                .isEqualTo(VariantLimits.NONE.withQuantities(null, 12, 2).withReservationTime(Duration.ofMinutes(5)));

        console.done("import", "out.csv");

        assertThat(variant("TEE-M").limits()).isEqualTo(limits);
    }

    @Test
    void limitsThatAreWrongAreListedWithTheirColumn() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        file("""
                handle,sku,min_quantity,quantity_step,max_per_user_days,reservation_seconds
                tee,TEE-M,3,2,,
                tee,TEE-XL,many,,5,0
                """);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);

        assertThat(console.err())
                .contains("line 2, column 3 (min_quantity)", "line 3, column 3 (min_quantity)", "\"many\"")
                .contains("line 3, column 6 (reservation_seconds)");
        assertThat(variant("TEE-M").limits()).isEqualTo(VariantLimits.NONE);
    }

    @Test
    void stockOfVariantsThatWereThereIsSetOnlyWhenAsked() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        console.done("stock", "receive", "TEE-M", "90");

        console.done("import", "products.csv");
        assertThat(console.err()).contains("1 stock level differs from the file; --set-stock sets it");
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
    void dryRunCountsAndWritesNothing() throws IOException {
        file(SHOPIFY);

        assertThat(console.done("import", "products.csv", "--dry-run", "-o", "json"))
                .startsWith("{\"written\":false,\"dry_run\":true,\"products_added\":2,");
        assertThat(console.err()).isEqualTo("dry run: nothing was changed\n");
        assertEmptyShop();
    }

    @Test
    void byteOrderMarkAndWindowsLinesAreNoMatter() throws IOException {
        file("\uFEFF\"handle\",\"name\",\"base_price\"\r\n\"a\",\"A\",\"1\"\r\n");

        console.done("import", "products.csv");
        assertThat(product("a").name()).isEqualTo("A");
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
}
