package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is imported completely or not at all, and its errors are located. */
class ImportMistakesTest extends ProductFiles {
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
        assertThat(console.err().lines().filter(line -> line.startsWith("error: ")))
                .as("in the order of the file")
                .containsExactly(
                        "error: line 3, column 3 (base_price): \"much\" is not an amount such as 19.99",
                        "error: line 3, column 5 (stock_quantity): \"ten\" is not a whole number of units",
                        "error: line 4, column 2 (name): \"Other\" differs from line 3, which has for the same product: \"Tee\"",
                        "error: line 4, column 5 (stock_quantity): -1 is not between 0 and 1000000000",
                        "error: line 4, column 6 (attributes): \"a\" must be a string, a number or a boolean: \"[1]\"",
                        "error: line 5, column 1 (handle): \"A B\" is not a handle: lower-case letters of any script, digits,"
                                + " dashes and underscores, not starting with a dash, such as a-b",
                        "error: line 6, column 2 (name): is missing",
                        "error: line 6, column 6 (attributes): \"{\" is not valid JSON: Unexpected end-of-input: expected"
                                + " close marker for Object",
                        "error: line 7, column 3 (base_price): 1.234 is not an amount of USD, which has 2 digits after"
                                + " the point",
                        "error: line 8, column 4 (sku): \"GOOD\" is also the SKU of line 2; --generate-skus makes another"
                                + " one from the handle and the options");
        assertThat(console.err()).endsWith("nothing was changed; --keep-going imports the products without errors\n");
        assertEmptyShop();
    }

    @Test
    void allMistakesOfARowAreTold() throws IOException {
        file("handle,name,base_price,currency,sku,price,stock_quantity\ncup,,nine,EURO,CUP,-1,-2\n");

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err().lines())
                .containsExactly(
                        "error: line 2, column 2 (name): is missing",
                        "error: line 2, column 3 (base_price): \"nine\" is not an amount such as 19.99",
                        "error: line 2, column 4 (currency): \"EURO\" is not an ISO 4217 code such as EUR",
                        "error: line 2, column 7 (stock_quantity): -2 is not between 0 and 1000000000",
                        "nothing was changed; --keep-going imports the products without errors");
        file("handle,name,base_price,currency,sku,price,stock_quantity\ncup,,nine,EUR,CUP,-1,-2\n");
        assertThat(console.run("import", "products.csv", "--keep-going")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("line 2, column 2", "line 2, column 3", "line 2, column 6 (price): -1.00", "line 2, column 7")
                .endsWith("\nnothing was changed\n");
    }

    @Test
    void aPriceBelowTheMinimumIsListedWhereItIs() throws IOException {
        file(OWN);
        console.done("import", "products.csv");
        file("handle,sku,price,min_price\ntee,TEE-M,,20\ntee,TEE-XL,22.90,22.90\n");

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("error: line 2, column 4 (min_price): 20.00 USD is above the price, 19.90 USD");
        file("handle,sku,min_price\ntee,TEE-XL,22.90\n");
        console.done("import", "products.csv");
        file("handle,sku,price\ntee,TEE-XL,22.89\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("error: line 2, column 3 (price): 22.89 USD is below the minimum price, 22.90 USD");
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
                "'handle,colour\na,b\n' | line 1, column 2 (colour) is unknown; the columns are handle, name,",
                "'handle,x,y,z\n' | line 1, column 2 (x) is unknown, and 2 more columns are, too; the columns are handle",
                "'ID,Type,SKU,Name,Published,Tax status,Stock,Regular price\n' | line 1: the columns are those of WooCommerce; an import reads the columns of Holdfast (handle",
                "'sku,attribute_set_code,product_type\n' | line 1: the columns are those of Magento;",
                "'Handle;Title;Variant Price\ncup;Cup, white;9,00\n' | line 1: there are semicolons between the columns; save it as CSV in UTF-8, with commas between the columns and prices such as 19.99\n",
                "'\"Handle\";\"Title\"\n' | line 1: there are semicolons",
                "'Handle\tTitle\ncup\tCup\n' | line 1: there are tabs between the columns; save it as CSV in UTF-8",
                "'handle,sku,sku\na,b,c\n' | line 1, column 3 (sku) is duplicated"
            })
    void fileWithoutTheColumnsIsNotRead(String text, String message) throws IOException {
        file(text);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: " + message);
        assertThat(console.err().lines()).as("one sentence").hasSize(1);
    }

    @Test
    void whatIsNoCsvOrNoTextIsFoundWhereItIs() throws IOException {
        file("handle,name,base_price\na,A,1\nb,\"B\"x,1\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).startsWith("error: line 3: from here on the file is not valid CSV");

        Files.write(
                directory.resolve("products.csv"),
                "handle,name,base_price\na,Stra\u00dfe,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(console.run("import", "products.csv")).isNotEqualTo(ExitCode.DONE);
        assertThat(console.err()).contains("is not valid UTF-8; save it as CSV in UTF-8");
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Files.write(directory.resolve("products.csv"), "handle,name,base_price\na,A,1\n".getBytes(charset));
            assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.USAGE);
            assertThat(console.err())
                    .isEqualTo(
                            "error: the file is in UTF-16; save it as CSV in UTF-8, with commas between the columns\n");
        }
        file("PK\u0003\u0004xl/workbook.xml");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: the file is a spreadsheet or an archive; save it as CSV");

        file("handle,name,base_price\na,A\u0000,1\nb,B,1,2,3\n");
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("line 2, column 2 (): contains the character NUL")
                .contains("line 3, column 4 (): has 5 columns, more than the 3 of the first line");
        assertEmptyShop();
        assertThat(console.run("import", "missing.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: FILE: missing.csv cannot be read\n");
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
                .startsWith("error: line 2, column 6 (stock_quantity): 7 is less than carts hold of \"TEE-M\"\n");
        assertThat(variant("TEE-M").stockQuantity()).isEqualTo(10);
        assertThat(product("card").basePrice()).isEqualTo(Money.of("50.00", "USD"));
    }
}
