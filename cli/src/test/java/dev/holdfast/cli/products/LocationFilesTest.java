package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files have the stock of several locations, and how it is sold. */
class LocationFilesTest extends ProductFiles {
    private static final String TWO = """
            handle,name,base_price,sku,stock_quantity,safety_stock,stock_quantity@berlin,backorder_limit@berlin
            mug,Mug,5.00,MUG-1,10,2,4,1000000000
            mug,Mug,5.00,MUG-2,3,,,
            mug,Mug,5.00,MUG-3,,,0,
            """;

    @BeforeEach
    void locations() {
        console.done("locations", "create", "hamburg");
        console.done("locations", "create", "berlin");
    }

    private String levels() {
        return console.done("stock", "levels", "--by-location", "-o", "csv")
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',', line.indexOf(',', line.indexOf(',') + 1) + 1)))
                .toList()
                .toString();
    }

    @Test
    void aColumnForEachLocationComesInAndGoesOutAgain() throws IOException {
        file(TWO);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"units_received\":17", "\"without_stock\":0");

        assertThat(levels()).isEqualTo("[1,default,10, 1,berlin,4, 2,default,3, 3,default,0, 3,berlin,0]");
        String exported = export();
        assertThat(exported.lines().findFirst().orElseThrow())
                .endsWith(",reservation_seconds,components," + columns("") + ",stock_quantity@berlin,"
                        + columns("@berlin") + ",stock_quantity@hamburg," + columns("@hamburg"));
        assertThat(exported)
                .contains(",2,,,,,,4,,1000000000,,,,,,,,,,,\n", ",,,,,,,,,,,,,,,,,,,,\n", ",,,,,,,0,,,,,,,,,,,,,\n");
        export("products.csv");
        Console other = new Console(directory);
        other.done("locations", "create", "berlin");
        other.done("locations", "create", "hamburg");
        other.done("import", "products.csv");
        assertThat(other.done("export")).isEqualTo(exported);
        assertThat(console.done("import", "products.csv", "--set-stock", "-o", "json"))
                .contains("\"written\":false", "\"stock_differences\":0", "\"supply_changed\":0");
        assertThat(console.done("export", "--location", "berlin")
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .endsWith(",reservation_seconds,components," + columns(""));
    }

    @Test
    void theSupplyOfVariantsThatWereThereIsChangedAndTheirStockOnlyWhenAsked() throws IOException {
        file(TWO);
        console.done("import", "products.csv");
        file("""
                handle,sku,stock_quantity@default,safety_stock@default,stock_quantity@berlin,backorder_limit@berlin
                mug,MUG-1,10,5,7,
                mug,MUG-2,3,,2,20
                """);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"written\":true", "\"stock_differences\":2,\"stock_adjusted\":0,\"supply_changed\":3");
        assertThat(console.err()).isEqualTo("2 stock levels differ from the file; --set-stock sets them\n");
        assertThat(levels()).contains("1,berlin,4,", "2,berlin,0");
        assertThat(export()).contains(",5,,,,,,4,,,,,,,,,,,,,\n", ",,,,,,,0,,20,,,,,,,,,,,\n");

        assertThat(console.done("import", "products.csv", "--set-stock", "--dry-run", "-o", "json"))
                .contains("\"written\":false", "\"stock_differences\":2,\"stock_adjusted\":2,\"supply_changed\":0");
        assertThat(levels()).contains("1,berlin,4,", "2,berlin,0");
        assertThat(console.done("import", "products.csv", "--set-stock", "--keep-going", "-o", "json"))
                .contains("\"stock_adjusted\":2");
        assertThat(levels()).contains("1,berlin,7,", "2,berlin,2,");
    }

    private static String columns(String at) {
        return Stream.of(
                        "safety_stock",
                        "backorder_limit",
                        "preorder_limit",
                        "preorder_available_at",
                        "tracked",
                        "reorder_point")
                .map(column -> column + at)
                .collect(Collectors.joining(","));
    }

    @Test
    void preordersComeInAndGoOut() throws IOException {
        file("""
                handle,name,base_price,sku,stock_quantity,preorder_limit,preorder_available_at,preorder_limit@berlin,preorder_available_at@berlin
                mug,Mug,5.00,MUG-1,10,5,2026-12-01T10:00:00+01:00,,
                mug,Mug,5.00,MUG-2,3,,,0,2020-01-01T00:00:00Z
                """);
        console.done("import", "products.csv");
        String exported = export();

        assertThat(exported)
                .contains(
                        ",,,5,2026-12-01T09:00:00Z,,,,,,,,,,,,,,,,\n", ",,,,,,,0,,,0,2020-01-01T00:00:00Z,,,,,,,,,\n");
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"supply_changed\":0");
        file("""
                handle,sku,preorder_limit,preorder_available_at
                mug,MUG-1,,
                mug,MUG-2,8,2026-12-01T09:00:00Z
                """);
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"supply_changed\":2");
        assertThat(export()).contains(",10,,,,", ",8,2026-12-01T09:00:00Z,");
        assertThat(console.run("verify")).isEqualTo(ExitCode.DONE);
        file("""
                handle,sku,preorder_limit,preorder_available_at
                mug,MUG-1,5,
                mug,MUG-2,,2026-12-01
                """);
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err().lines())
                .contains(
                        "error: line 2, column 3 (preorder_limit): \"5\" is without preorder_available_at",
                        "error: line 3, column 4 (preorder_available_at): \"2026-12-01\" is without preorder_limit");
        file("""
                handle,sku,preorder_limit,preorder_available_at
                mug,MUG-1,-5,2026-12-01T09:00:00Z
                mug,MUG-2,5,tomorrow
                """);
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err().lines())
                .contains(
                        "error: line 2, column 3 (preorder_limit): -5 is not between 0 and 1000000000",
                        "error: line 3, column 4 (preorder_available_at): \"tomorrow\" is not a time with an offset, such as"
                                + " 2026-12-01T09:00:00Z");
    }

    @Test
    void whatIsNotTrackedAndReorderPointsComeInAndGoOut() throws IOException {
        file("""
                handle,name,base_price,sku,stock_quantity,tracked,reorder_point,tracked@berlin,reorder_point@berlin
                mug,Mug,5.00,MUG-1,10,FALSE,3,,4
                mug,Mug,5.00,MUG-2,3,,,false,
                """);
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"without_stock\":0");
        String exported = export();
        assertThat(exported).contains(",,,,,false,3,0,,,,,,4,,,,,,,\n", ",,,,,,,0,,,,,false,,,,,,,,\n");
        assertThat(console.run("verify")).isEqualTo(ExitCode.DONE);
        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"written\":false");
        file("""
                handle,sku,tracked@default,reorder_point@default,tracked@berlin,reorder_point@berlin
                mug,MUG-1,true,,,0
                mug,MUG-2,false,7,,
                """);

        assertThat(console.done("import", "products.csv", "-o", "json")).contains("\"supply_changed\":4");

        assertThat(export()).contains(",,,,,,,0,,,,,,0,,,,,,,\n", ",,,,,false,7,0,,,,,,,,,,,,,\n");
        assertThat(console.run("verify")).isEqualTo(ExitCode.DONE);
        file("handle,sku,tracked,reorder_point\nmug,MUG-1,maybe,-1\nmug,MUG-2,,some\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err().lines().filter(line -> line.startsWith("error: ")))
                .containsExactly(
                        "error: line 2, column 3 (tracked): \"maybe\" is not true or false",
                        "error: line 2, column 4 (reorder_point): -1 is not between 0 and 1000000000",
                        "error: line 3, column 4 (reorder_point): \"some\" is not a whole number of units");
    }

    @Test
    void aDryRunFindsTheStockThatCartsHold() throws IOException {
        file(TWO);
        console.done("import", "products.csv");
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(variant("MUG-1").id(), 8));
        file("handle,sku,safety_stock,stock_quantity@default\nmug,MUG-1,0,7\n"
                .replace("safety_stock,", "safety_stock@default,"));

        for (String option : new String[] {"--dry-run", "--spreadsheet-safe"}) {
            assertThat(console.run("import", "products.csv", "--set-stock", option))
                    .isEqualTo(ExitCode.FINDING);
            assertThat(console.err())
                    .startsWith("error: line 2, column 4 (stock_quantity@default): 7 is less than carts hold of"
                            + " \"MUG-1\"\n");
        }
        assertThat(export()).as("nothing else is written").contains(",2,,,,,,4,");
    }

    @Test
    void whatIsWrongIsNamedByLineColumnAndValue() throws IOException {
        console.done("locations", "change", "hamburg", "--active", "false");
        file("""
                handle,name,base_price,sku,safety_stock,stock_quantity@berlin,stock_quantity@hamburg
                mug,Mug,5.00,MUG-1,-1,many,1
                mug,Mug,5.00,MUG-2,1000000001,-4,
                mug,Mug,5.00,MUG-3,99999999999,,0
                """);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);

        assertThat(console.err().lines().filter(line -> line.startsWith("error: ")))
                .containsExactly(
                        "error: line 2, column 5 (safety_stock): -1 is not between 0 and 1000000000",
                        "error: line 2, column 6 (stock_quantity@berlin): \"many\" is not a whole number of units",
                        "error: line 2, column 7 (stock_quantity@hamburg): 1 units cannot be received, because the"
                                + " location hamburg is not active",
                        "error: line 3, column 5 (safety_stock): 1000000001 is not between 0 and 1000000000",
                        "error: line 3, column 6 (stock_quantity@berlin): -4 is not between 0 and 1000000000",
                        "error: line 4, column 5 (safety_stock): \"99999999999\" is too large");
        assertEmptyShop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "handle,stock_quantity@berln | column 2 (stock_quantity@berln) names no location: \"berln\"; holdfast locations create adds one",
                "handle,safety_stock@ | column 2 (safety_stock@) names no location: \"\"; holdfast",
                "handle,price@berlin | column 2 (price@berlin) is unknown; the columns are handle,",
                "handle,safety_stock@berlin,Safety_Stock@Berlin | column 3 (Safety_Stock@Berlin) is duplicated",
                "handle,stock_quantity,backorder_limit@default | column 3 (backorder_limit@default) is the stock of default, as the columns without a location are"
            })
    void columnsThatNameNoLocationAreRefused(String header, String message) throws IOException {
        file(header + "\n");

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: line 1, " + message).hasLineCount(1);
    }

    @Test
    void aLocationOfManyThatIsExportedAloneIsImportedAlone() throws IOException {
        file(TWO);
        console.done("import", "products.csv");
        export("products.csv", "--location", "berlin");

        assertThat(console.done("import", "products.csv", "--location", "berlin", "--set-stock", "-o", "json"))
                .contains("\"written\":false", "\"stock_differences\":0");
    }
}
