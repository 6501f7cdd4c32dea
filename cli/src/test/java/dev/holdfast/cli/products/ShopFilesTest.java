package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files of real shops have that Holdfast has not: each goes in, is counted, or is told with a way through. */
class ShopFilesTest extends ProductFiles {
    private static final String REPEATED = """
            Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price
            cup,Cup,Colour,Red,CUP,5,9.00
            cup,,,Blue,CUP,7,9.00
            jug,Jug,Title,Default Title,CUP,1,19.00
            """;

    @ParameterizedTest
    @CsvSource({
        "active, , ACTIVE",
        "draft, , DRAFT",
        "Archived, , ARCHIVED",
        "active, false, DRAFT",
        "active, TRUE, ACTIVE",
        "draft, true, DRAFT",
        "archived, false, ARCHIVED",
        ", false, DRAFT",
        ", true, ACTIVE",
        ", , ACTIVE"
    })
    void shopifysStatusAndPublishedAreTheStatus(String status, String published, ProductStatus expected)
            throws IOException {
        file("""
                Handle,Title,Published,Variant SKU,Variant Inventory Qty,Variant Price,Status
                cup,Cup,%s,CUP,5,9.00,%s
                """.formatted(published == null ? "" : published, status == null ? "" : status));

        console.done("import", "products.csv");

        assertThat(product("cup").status()).isEqualTo(expected);
        assertThat(console.err()).isEmpty();
    }

    @Test
    void theStatusIsKeptWhereTheFileHasNone() throws IOException {
        file("handle,name,base_price,status\ncup,Cup,9,archived\njug,Jug,9,\n");
        console.done("import", "products.csv");
        assertThat(product("cup").status()).isEqualTo(ProductStatus.ARCHIVED);
        assertThat(product("jug").status()).isEqualTo(ProductStatus.ACTIVE);
        file("handle,base_price\ncup,10\n");
        console.done("import", "products.csv");
        assertThat(product("cup").status()).isEqualTo(ProductStatus.ARCHIVED);
        file("handle,status\ncup,gone\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith("error: line 2, column 2 (status): \"gone\" is not active, draft or archived\n");
    }

    @Test
    void whatIsSoldDifferentlyIsCounted() throws IOException {
        file("""
                Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
                Variant Price,Status
                cup,Cup,CUP,shopify,-2,continue,9.00,active
                jug,Jug,JUG,shopify,0,CONTINUE,9.00,unlisted
                book,E-book,BOOK,,0,continue,5.00,active
                bowl,Bowl,BOWL,shopify,,deny,5.00,active
                pot,Pot,POT,shopify,5,deny,5.00,active
                """);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .startsWith("{\"written\":true,")
                .endsWith("\"skus_generated\":0,\"without_stock\":1,\"policy_continue\":2,\"untracked\":1,"
                        + "\"negative_stock\":1,\"incoming\":0,\"unlisted\":1}\n");

        assertThat(console.err()).isEqualTo("""
                warning: 2 variants can be bought without stock (policy continue), up to a backorder limit of 1000000000 where there was none
                warning: 1 variant can be bought whatever is in stock, which is not tracked
                warning: 1 variant had negative stock, which counts as 0
                warning: 1 new variant had no stock in the file, and cannot be bought before stock is received
                warning: 1 product had the status unlisted, and became drafts, which are not sold
                """);
        assertThat(variant("CUP").stockQuantity()).isZero();
        assertThat(product("jug").status()).isEqualTo(ProductStatus.DRAFT);
    }

    @Test
    void whatIsSoldWithoutStockHasTheHighestLimitAndGoesOutAgain() throws IOException {
        file("""
                Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
                Variant Price
                cup,Cup,CUP,shopify,2,continue,9.00
                jug,Jug,JUG,shopify,2,deny,9.00
                pot,Pot,POT,shopify,2,,9.00
                """);
        console.done("import", "products.csv");
        assertThat(limit("CUP")).isEqualTo(1_000_000_000);
        assertThat(variant("CUP").availableQuantity()).isEqualTo(1_000_000_002);
        assertThat(limit("JUG")).isZero();
        String exported = export("--format", "shopify");
        assertThat(exported).contains(",2,shopify,continue,", "JUG,9.00,2,shopify,deny,", "POT,9.00,2,shopify,deny,");
        assertThat(console.err()).isEqualTo("exported 3 products\n");
        export("again.csv", "--format", "shopify");
        Console other = new Console(directory);
        other.done("import", "again.csv");
        assertThat(other.done("export", "--format", "shopify")).isEqualTo(exported);

        console.done("stock", "supply", "CUP", "--backorder-limit", "20");
        console.done("stock", "supply", "JUG", "--backorder-limit", "20");
        console.done("stock", "supply", "POT", "--backorder-limit", "20");

        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"supply_changed\":1,");
        assertThat(limit("CUP")).as("it has one already").isEqualTo(20);
        assertThat(limit("JUG")).isZero();
        assertThat(limit("POT")).as("the file does not say").isEqualTo(20);
        assertThat(export("--format", "shopify")).contains("CUP,9.00,2,shopify,continue,");
        assertThat(console.err()).startsWith("exported 3 products\nwarning: 2 attributes,");
        file("Handle,Title,Variant SKU,Variant Inventory Policy,Variant Price\ncup,Cup,CUP,maybe,9.00\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith("error: line 2, column 4 (Variant Inventory Policy): \"maybe\" is not deny or continue\n");
    }

    @Test
    void whatIsNotTrackedCanAlwaysBeBoughtAndGoesOutAgain() throws IOException {
        String file = """
                Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
                Variant Price
                book,E-book,BOOK,,0,deny,5.00
                card,Card,CARD,,,continue,5.00
                cup,Cup,CUP,shopify,1,deny,9.00
                """;
        file(file);
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"without_stock\":0,\"policy_continue\":0,\"untracked\":2");
        String exported = export("--format", "shopify");
        assertThat(exported).contains("BOOK,5.00,0,,deny,", "CARD,5.00,0,,continue,", "CUP,9.00,1,shopify,deny,");
        assertThat(export("--format", "shopify-inventory")).contains("CUP").doesNotContain("BOOK", "CARD");
        export("again.csv", "--format", "shopify");
        Console other = new Console(directory);
        other.done("import", "again.csv");
        assertThat(other.done("export", "--format", "shopify")).isEqualTo(exported);
        assertThat(other.run("verify")).isEqualTo(ExitCode.DONE);
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(variant("BOOK").id(), 7));
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"written\":false");

        file(file.replace("CUP,shopify", "CUP,").replace("BOOK,,0", "BOOK,shopify,0"));
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith(
                        "error: line 2, column 4 (Variant Inventory Tracker): units cannot be tracked, because carts"
                                + " hold more of \"BOOK\" than are on hand\n");
        assertThat(export("--format", "shopify")).isEqualTo(exported);
        assertThat(console.run("import", "products.csv", "--keep-going", "-o", "json"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.out()).contains("\"supply_changed\":1,\"kits_changed\":0,\"errors\":1,");
        assertThat(export("--format", "shopify")).contains("BOOK,5.00,0,,deny,", "CUP,9.00,1,,deny,");
        assertThat(console.run("verify")).isEqualTo(ExitCode.DONE);
    }

    private int limit(String sku) {
        return console.shop().inventory().supply(variant(sku).id()).backorderLimit();
    }

    @Test
    void newerColumnsOfShopifySayTheSame() throws IOException {
        file("""
                Title,URL handle,Published on online store,Status,SKU,Price,Inventory tracker,Inventory quantity,\
                Continue selling when out of stock
                Cup,cup,FALSE,Active,CUP,9.00,shopify,3,CONTINUE
                """);

        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"policy_continue\":1,");
        assertThat(product("cup").status()).isEqualTo(ProductStatus.DRAFT);
    }

    @Test
    void aFileWithoutStockSaysThatNothingCanBeBought() throws IOException {
        file("Handle,Title,Variant SKU,Variant Price\ncup,Cup,CUP,9.00\njug,Jug,JUG,9.00\n");

        console.done("import", "products.csv");
        assertThat(console.err())
                .isEqualTo("warning: 2 new variants had no stock in the file, and cannot be bought before stock is"
                        + " received\n");
        console.done("import", "products.csv");
        assertThat(console.err()).as("they are not new any more").isEqualTo("nothing was changed\n");
    }

    @Test
    void repeatedSkusAreMistakesThatNameTheSwitch() throws IOException {
        file(REPEATED);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith("error: line 3, column 5 (Variant SKU): \"CUP\" is also the SKU of line 2;"
                        + " --generate-skus makes another one from the handle and the options\n"
                        + "error: line 4, column 5 (Variant SKU): \"CUP\" is also the SKU of line 2;");
        assertEmptyShop();
    }

    @Test
    void skusAreMadeForThoseThatAreRepeated() throws IOException {
        file(REPEATED);

        assertThat(console.done("import", "products.csv", "--generate-skus", "-o", "json"))
                .contains("\"variants_added\":3", "\"units_received\":13", "\"skus_generated\":2");
        assertThat(variant("CUP").stockQuantity()).isEqualTo(5);
        assertThat(variant("cup-blue").stockQuantity()).isEqualTo(7);
        assertThat(variant("jug").price()).isEqualTo(Money.of("19.00", "USD"));
        assertThat(console.done("import", "products.csv", "--generate-skus", "-o", "json"))
                .contains("\"written\":false", "\"variants_unchanged\":3");
    }

    @Test
    void aSkuThatWasMadeIsNotReportedAsIfItStoodInTheFile() throws IOException {
        file("""
                Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price
                cup,Cup,Grade,A+,,9.00
                cup,,,A-,,9.00
                """);

        assertThat(console.run("import", "products.csv", "--generate-skus")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith("error: line 3, column 5 (Variant SKU): the SKU made from the handle and the options cannot"
                        + " be used: \"cup-a\" is also the SKU of line 2; give the row a SKU of its own\n");
        file("handle,name,base_price,sku\nother,Other,1,cup\n");
        console.done("import", "products.csv");
        file("Handle,Title,Option1 Name,Option1 Value,Variant Price\ncup,Cup,Title,Default Title,9.00\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("line 2, column 1 (Handle): the SKU made from the handle and the options cannot be used:"
                        + " \"cup\" belongs to another product");
    }

    @Test
    void aSkuThatWasMadeIsNotTooLong() throws IOException {
        String handle = "a-cup-".repeat(16) + "b";
        file("""
                Handle,Title,Option1 Name,Option1 Value,Variant Price
                %s,Cup,Colour,Red,9.00
                %s,,,Blue,9.00
                """.formatted(handle, handle));

        console.done("import", "products.csv");

        assertThat(console.done("variants", "list", "-o", "csv").lines().skip(1).map(line -> line.split(",")[1]))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(sku -> sku.matches("(a-cup-){15}a-[0-9a-f]{8}"));
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"variants_unchanged\":2");
    }

    @Test
    void handlesOfAnyScriptAndWithUnderscoresGoIn() throws IOException {
        file("""
                Handle,Title,Product Category,Variant SKU,Variant Inventory Qty,Variant Price
                手拭い,手拭い,生活雑貨 > タオル,TENUGUI,5,1980
                cup_red,Cup,Küche > Tassen & Becher,CUP,5,9.00
                """);

        console.done("import", "products.csv");

        assertThat(product("手拭い").category()).isEqualTo("生活雑貨/タオル");
        assertThat(product("cup_red").category()).isEqualTo("küche/tassen-becher");
        assertThat(console.done("products", "show", "手拭い", "-o", "json")).contains("\"handle\":\"手拭い\"");
        file("Handle,Title,Variant Price\nCup Red,Cup,9.00\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).contains("column 1 (Handle): \"Cup Red\" is not a handle", "such as cup-red\n");
    }

    @Test
    void longDescriptionsGoInAndLongerOnesNameAWay() throws IOException {
        file("Handle,Title,Body (HTML),Variant Price\ncup,Cup," + "x".repeat(50_000) + ",9\n");
        console.done("import", "products.csv");
        assertThat(product("cup").description()).hasSize(50_000);

        file("Handle,Title,Body (HTML),Variant Price\ncup,Cup," + "x".repeat(50_001) + ",9\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .startsWith("error: line 2, column 3 (Body (HTML)): has 50001 characters, more than 50000; shorten it,"
                        + " or remove the column to import no descriptions\n");
    }
}
