package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shopify's inventory export, with a line for each variant and location, comes in and goes out. */
class InventoryFilesTest extends ProductFiles {
    private static final String HEADER =
            "Handle,Title,Option1 Name,Option1 Value,SKU,Location,Incoming (not editable),Unavailable (not editable),"
                    + "Committed (not editable),Available (not editable),On hand (current),On hand (new)\n";

    @BeforeEach
    void shop() throws IOException {
        stock(console, "");
    }

    private void stock(Console of, String quantity) throws IOException {
        of.done("locations", "change", "default", "--name", "Shop");
        of.done("locations", "create", "berlin", "--name", "Berlin, Torstr.");
        file("""
                Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty
                cup,Cup,Colour,Red,CUP-R,9.00,%s
                cup,,,Blue,,9.00,%s
                jug,Jug,Title,Default Title,JUG,19.00,%s
                """.formatted(quantity, quantity, quantity));
        of.done("import", "products.csv", "--currency", "EUR");
    }

    private void inventory(String... rows) throws IOException {
        file(HEADER + String.join("\n", rows) + "\n");
    }

    @Test
    void theStockOfEachLocationComesInAsWhatItIsAndGoesOutAgain() throws IOException {
        inventory(
                "cup,Cup,Colour,Red,CUP-R,Shop,0,2,3,5,10,",
                "cup,Cup,Colour,Red,CUP-R,\"Berlin, Torstr.\",4,0,0,7,7,",
                "cup,Cup,Colour,Blue,,Shop,0,0,0,1,1,6",
                "cup,Cup,Colour,Blue,,berlin,0,0,0,not stocked,not stocked,",
                "jug,Jug,Title,Default Title,JUG,shop,0,0,2,-2,0,");

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"written\":false", "\"stock_differences\":3,\"stock_adjusted\":0,\"supply_changed\":0");
        assertThat(console.err()).isEqualTo("""
                nothing was changed
                warning: 1 variant had negative stock, which counts as 0
                warning: 1 stock level had incoming units, which are not on hand; record them when they arrive
                3 stock levels differ from the file; --set-stock sets them
                """);
        assertThat(console.done("import", "products.csv", "--set-stock", "-o", "json"))
                .contains("\"written\":true", "\"variants_unchanged\":3")
                .contains("\"stock_differences\":3,\"stock_adjusted\":3,\"supply_changed\":1")
                .contains("\"negative_stock\":1,\"incoming\":1,");

        String exported = export("--format", "shopify-inventory");
        assertThat(exported).isEqualTo("""
                Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,HS Code,\
                COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),\
                Available (not editable),On hand (current),On hand (new)
                cup,Cup,Colour,Red,,,,,CUP-R,,,Shop,,,2,0,5,,7
                cup,Cup,Colour,Red,,,,,CUP-R,,,"Berlin, Torstr.",,,0,0,7,,7
                cup,Cup,Colour,Blue,,,,,cup-blue,,,Shop,,,0,0,6,,6
                jug,Jug,Title,Default Title,,,,,JUG,,,Shop,,,0,0,0,,0
                """);
        assertThat(variant("CUP-R").availableQuantity())
                .as("what Shopify has for sale, at the locations that are sold from")
                .isEqualTo(
                        console.shop().inventory().level(variant("CUP-R").id()).availableQuantity()
                                + console.shop()
                                        .inventory()
                                        .at("berlin")
                                        .level(variant("CUP-R").id())
                                        .availableQuantity());
        export("inventory.csv", "--format", "shopify-inventory");
        Console other = new Console(directory);
        stock(other, "0");
        other.done("import", "inventory.csv", "--set-stock");
        assertThat(other.done("export", "--format", "shopify-inventory")).isEqualTo(exported);
        assertThat(console.done("import", "inventory.csv", "--set-stock", "-o", "json"))
                .contains("\"written\":false");
        assertThat(export("--format", "shopify-inventory", "--location", "berlin")
                        .lines()
                        .skip(1))
                .hasSize(3)
                .allMatch(line -> line.contains("\"Berlin, Torstr.\""));
    }

    @Test
    void linesInAnyOrderAndOlderColumnsAreKnown() throws IOException {
        file("""
                Handle,Title,SKU,Location,Incoming,Unavailable,Committed,Available,On hand
                jug,Jug,JUG,default,0,1,2,5,8
                cup,Cup,CUP-R,berlin,0,0,0,3,3
                jug,Jug,JUG,berlin,0,0,0,4,4
                """);

        assertThat(console.done("import", "products.csv", "--set-stock", "-o", "json"))
                .contains("\"stock_adjusted\":3", "\"supply_changed\":1");
        assertThat(export("--format", "shopify-inventory"))
                .contains("JUG,,,Shop,,,1,0,5,,6\n", "JUG,,,\"Berlin, Torstr.\",,,0,0,4,,4\n");
        file("Handle,SKU,Location,Available,Unavailable\njug,JUG,berlin,2,3\n");
        console.done("import", "products.csv", "--set-stock");
        assertThat(export("--format", "shopify-inventory")).contains("JUG,,,\"Berlin, Torstr.\",,,3,0,2,,5\n");
    }

    @Test
    void whatIsWrongIsNamedByLineColumnAndValueAndNothingIsWritten() throws IOException {
        console.done("locations", "create", "hamburg", "--name", "Shop");
        inventory(
                "cup,Cup,Colour,Red,CUP-R,default,0,0,0,5,5,",
                "cup,Cup,Colour,Red,CUP-R,berlin,0,0,0,5,five,",
                "cup,Cup,Colour,Red,CUP-R,berlin,0,0,0,5,5,",
                "cup,Cup,Colour,Green,CUP-G,berlin,0,0,0,5,5,",
                "jug,Jug,Title,Default Title,JUG,Bremen,0,0,0,5,5,",
                "jug,Jug,Title,Default Title,JUG,Shop,0,0,0,5,5,",
                "pot,Pot,Title,Default Title,POT,berlin,0,0,0,5,5,",
                "jug,Jug,Title,Default Title,JUG,berlin,0,0,0,5,5,1000000001",
                "cup,Cup,Colour,Red,CUP-R,default,0,0,0,5,5,");

        assertThat(console.run("import", "products.csv", "--set-stock")).isEqualTo(ExitCode.FINDING);

        assertThat(console.err().lines().filter(line -> line.startsWith("error: ")))
                .containsExactly(
                        "error: line 3, column 11 (On hand (current)): \"five\" is not a whole number of units",
                        "error: line 4, column 6 (Location): \"berlin\" is also the location of this variant in line 3",
                        "error: line 5, column 5 (SKU): \"CUP-G\" is not a variant of the product",
                        "error: line 6, column 6 (Location): \"Bremen\" is neither the name nor the code of a location;"
                                + " holdfast locations create adds one",
                        "error: line 7, column 6 (Location): \"Shop\" is the name of several locations; write the code"
                                + " of one of them: default, hamburg",
                        "error: line 8, column 1 (Handle): \"pot\" is not a product of the shop",
                        "error: line 9, column 12 (On hand (new)): 1000000001 is not between 0 and 1000000000",
                        "error: line 10, column 5 (SKU): \"CUP-R\" is also the SKU of line 2, at the same location;"
                                + " --generate-skus makes another one from the handle and the options");
        assertThat(console.done("stock", "levels", "--by-location", "-o", "csv"))
                .doesNotContain("berlin");
        inventory("cup,Cup,Colour,Red,CUP-R,default,0,0,0,5,5,");
        assertThat(console.run("import", "products.csv", "--location", "berlin"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: --location: the lines of an inventory name their locations\n");
        file("Handle,Title,SKU,HS Code,COO,Shop,Berlin\ncup,Cup,CUP-R,,,1,2\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: line 1: the inventory has a column for each location; choose");
    }

    @Test
    void aProductOfManyVariantsAndLocationsComesInWhole() throws IOException {
        StringBuilder products = new StringBuilder("handle,name,base_price,sku\n");
        StringBuilder inventory = new StringBuilder("Handle,Title,SKU,Location,On hand\n");
        for (int i = 0; i < 1_200; i++) {
            products.append("big,Big,1.00,BIG-").append(i).append('\n');
            inventory.append("big,Big,BIG-").append(i).append(",default,3\n");
            inventory.append("big,Big,BIG-").append(i).append(",berlin,4\n");
        }
        file(products.toString());
        console.done("import", "products.csv");
        file(inventory.toString());

        assertThat(console.done("import", "products.csv", "--set-stock", "--dry-run", "-o", "json"))
                .contains("\"stock_differences\":2400,\"stock_adjusted\":2400", "\"errors\":0");
    }
}
