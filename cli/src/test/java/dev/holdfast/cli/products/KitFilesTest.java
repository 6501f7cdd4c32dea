package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Kits in files of products, and on the command line. */
class KitFilesTest extends ProductFiles {
    private static final String SETS = """
            handle,name,base_price,sku,stock_quantity,components
            set,Set,40.00,SET,,"{""RACKET"": 2, ""BALL"": 3}"
            racket,Racket,20.00,RACKET,5,
            ball,Ball,1.00,BALL,10,
            """;

    @Test
    void aKitComesInBeforeItsComponentsAndGoesOutAgain() throws IOException {
        file(SETS);

        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"units_received\":15", "\"kits_changed\":1", "\"without_stock\":0");

        assertThat(variant("SET").availableQuantity()).isEqualTo(2);
        String exported = export();
        assertThat(exported).contains("\"{\"\"RACKET\"\":2,\"\"BALL\"\":3}\"");
        export("products.csv");
        Console other = new Console(directory);
        other.done("import", "products.csv");
        assertThat(other.done("export")).isEqualTo(exported);
        assertThat(console.done("import", "products.csv", "--set-stock", "-o", "json"))
                .contains("\"written\":false", "\"kits_changed\":0");
        file("handle,sku,components\nset,SET,\"{\"\"RACKET\"\": 1}\"\n");
        assertThat(console.done("import", "products.csv", "-o", "json"))
                .contains("\"written\":true", "\"kits_changed\":1");
        assertThat(variant("SET").availableQuantity()).isEqualTo(5);
    }

    @Test
    void whatCannotBeAKitIsToldByItsLine() throws IOException {
        file("""
                handle,name,base_price,sku,stock_quantity,components
                set,Set,40.00,SET,,"{""RACKET"": 2, ""NET"": 1}"
                racket,Racket,20.00,RACKET,5,"{""BALL"": 1}"
                ball,Ball,1.00,BALL,10,"{""BALL"": 1.5}"
                """);

        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);

        assertThat(console.err())
                .contains("error: line 4, column 6 (components): \"BALL\" must be a whole number of units");
        file("""
                handle,name,base_price,sku,stock_quantity,components
                set,Set,40.00,SET,,"{""RACKET"": 2, ""NET"": 1}"
                racket,Racket,20.00,RACKET,5,"{""BALL"": 1}"
                ball,Ball,1.00,BALL,10,
                """);
        assertThat(console.run("import", "products.csv")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("error: line 2, column 6 (components): \"NET\" is not a variant of the shop")
                .contains(
                        "error: line 3, column 6 (components): RACKET cannot become a kit while it has stock of its own");
        assertThat(console.done("export").lines()).hasSize(1);
    }

    @Test
    void theCommandLineShowsAndChangesComponents() throws IOException {
        file(SETS);
        console.done("import", "products.csv");

        assertThat(console.done("variants", "components", "SET", "-o", "json"))
                .contains("\"sku\":\"RACKET\",\"quantity\":2");
        assertThat(console.done("variants", "components", "SET", "BALL=4", "RACKET"))
                .contains("BALL")
                .contains("RACKET");
        assertThat(variant("SET").components()).extracting("quantity").containsExactly(4, 1);
        console.done("variants", "components", "SET", "--none");
        assertThat(variant("SET").components()).isEmpty();
        assertThat(console.run("variants", "components", "SET", "BALL=x")).isNotEqualTo(ExitCode.DONE);
        assertThat(console.err()).contains("BALL=x is not a SKU and a number of units");
        assertThat(console.run("variants", "components", "RACKET", "BALL")).isNotEqualTo(ExitCode.DONE);
        assertThat(console.err())
                .contains("RACKET cannot become a kit while it has stock of its own at default: 5 on hand");
    }
}
