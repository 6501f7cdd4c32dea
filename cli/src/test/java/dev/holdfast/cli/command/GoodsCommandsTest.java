package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import org.junit.jupiter.api.Test;

/** The exact output of the commands for products, variants and stock. */
class GoodsCommandsTest extends AdminCommands {
    @Test
    void productsAreAddedShownAndListed() {
        tee();

        assertThat(withoutTimes(console.done("products", "show", "basic-tee"))).isEqualTo("""
                id           1
                handle       basic-tee
                name         Basic Tee
                description
                base_price   19.90
                currency     USD
                category     apparel/shirts
                status       active
                created_at   TIME
                updated_at   TIME
                metadata
                """);
        assertThat(withoutTimes(console.done("products", "show", "1", "-o", "json")))
                .isEqualTo("{\"id\":1,\"handle\":\"basic-tee\",\"name\":\"Basic Tee\",\"description\":null,"
                        + "\"base_price\":\"19.90\",\"currency\":\"USD\",\"category\":\"apparel/shirts\",\"status\":\"active\","
                        + "\"metadata\":{},\"created_at\":\"TIME\",\"updated_at\":\"TIME\"}\n");
        assertThat(console.done("products", "list", "-o", "csv")).isEqualTo("""
                id,handle,name,base_price,currency,category,status
                1,basic-tee,Basic Tee,19.90,USD,apparel/shirts,active
                """);
        assertThat(console.done("products", "list")).isEqualTo("""
                id  handle     name       base_price  currency  category        status
                 1  basic-tee  Basic Tee       19.90  USD       apparel/shirts  active
                """);
        assertThat(console.lines("products", "list", "--category", "apparel")).hasSize(2);
        assertThat(console.lines("products", "list", "-q", "no such")).hasSize(1);
    }

    @Test
    void productsHaveAStatus() {
        tee();
        console.done("products", "add", "--name", "Mug", "--price", "9", "--status", "draft");
        console.done("variants", "add", "--product", "mug", "--sku", "MUG-1", "--stock", "3");

        assertThat(console.lines("products", "list", "--status", "draft", "-o", "csv"))
                .containsExactly("id,handle,name,base_price,currency,category,status", "2,mug,Mug,9.00,USD,,draft");
        assertThat(console.lines("products", "list", "--status", "ACTIVE")).hasSize(2);
        assertThat(console.done("variants", "show", "MUG-1")).containsPattern("product_status +draft");
        assertThat(console.run("products", "list", "--status", "gone")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void productsAndVariantsHaveMetadata() {
        console.done(
                "products", "add", "--name", "Mug", "--price", "5", "--metadata", "erp=47=11", "--metadata", "bin=A7");
        console.done("variants", "add", "--product", "mug", "--sku", "MUG", "--metadata", "erp=4712");

        assertThat(console.done("products", "show", "mug", "-o", "json"))
                .contains("\"metadata\":{\"bin\":\"A7\",\"erp\":\"47=11\"}");
        assertThat(console.done("variants", "show", "MUG")).containsPattern("(?m)^metadata +\\{\"erp\":\"4712\"}$");
        assertThat(console.done(
                        "products", "change", "mug", "--metadata", "lot=B", "--no-metadata", "bin", "-o", "json"))
                .contains("\"metadata\":{\"erp\":\"47=11\",\"lot\":\"B\"}");
        assertThat(console.done("variants", "change", "MUG", "--no-metadata", "erp", "-o", "json"))
                .contains("\"metadata\":{}");
        assertThat(console.run("products", "add", "--name", "Mug", "--price", "5", "--metadata", "erp"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("metadata: \"erp\" is not of the form color=red");
    }

    @Test
    void listsAreFilteredAndSorted() {
        tee();
        console.done("products", "add", "--name", "Mug", "--price", "5");
        console.done("variants", "add", "--product", "mug", "--sku", "MUG", "--attribute", "color=red");

        assertThat(console.done("products", "list", "--sort=-name", "-o", "csv"))
                .isEqualTo("""
                id,handle,name,base_price,currency,category,status
                2,mug,Mug,5.00,USD,,active
                1,basic-tee,Basic Tee,19.90,USD,apparel/shirts,active
                """);
        assertThat(console.lines("products", "list", "--attribute", "color=red", "--available"))
                .hasSize(2);
        assertThat(console.done("products", "list", "--no-available", "-o", "csv"))
                .contains("mug")
                .doesNotContain("tee");
        assertThat(console.run("products", "list", "--sort", "price")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("price", "-created_at");
        assertThat(console.lines("variants", "list", "--product", "mug", "--product", "1"))
                .hasSize(3);
        assertThat(console.done("variants", "list", "-a", "color=red", "--no-available", "-o", "csv"))
                .contains("MUG")
                .doesNotContain("TS-RED-M");
        assertThat(console.run("variants", "list", "--attribute", "red")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void digitsAreAnIdUnlessAPrefixSaysOtherwise() {
        console.done("products", "add", "--name", "Year", "--price", "1", "--handle", "2026");
        console.done("variants", "add", "--product", "handle:2026", "--sku", "4711");

        assertThat(console.run("products", "show", "2026")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: there is no product 2026\n");
        assertThat(console.done("products", "show", "handle:2026")).contains("2026");
        assertThat(console.run("variants", "show", "4711")).isEqualTo(ExitCode.FINDING);
        assertThat(console.done("variants", "show", "sku:4711")).contains("4711");
        assertThat(console.done("variants", "show", "1")).contains("4711");
        assertThat(console.run("variants", "show", "99999999999999999999")).isEqualTo(ExitCode.FINDING);
    }

    @Test
    void variantsAreAddedShownAndListed() {
        tee();
        console.done("variants", "add", "--product", "1", "--sku", "TS-XL", "--price", "22.50", "--name", "Tee, XL");

        assertThat(withoutTimes(console.done("variants", "show", "TS-RED-M", "-o", "csv")))
                .isEqualTo("""
                id,product_id,sku,name,price,currency,price_source,attributes,stock_quantity,reserved_quantity,\
                available_quantity,created_at,updated_at,min_price,product_status,metadata,min_quantity,max_quantity,\
                quantity_step,max_per_user,reservation_seconds
                1,1,TS-RED-M,Basic Tee,19.90,USD,product,"{""color"":""red""}",10,0,10,TIME,TIME,,active,,,,,,
                """);
        assertThat(console.done("variants", "list", "--product", "basic-tee")).isEqualTo("""
                id  sku       name       price  currency  stock_quantity  reserved_quantity  available_quantity
                 1  TS-RED-M  Basic Tee  19.90  USD                   10                  0                  10
                 2  TS-XL     Tee, XL    22.50  USD                    0                  0                   0
                """);
        assertThat(console.done("variants", "show", "TS-XL", "-o", "json"))
                .contains("\"price_source\":\"variant\"", "\"available_quantity\":0", "\"attributes\":{}");
        String[] add = {"variants", "add", "--product", "1", "--sku", "TS-MIN", "--min-price", "15", "-o", "json"};
        assertThat(console.done(add)).contains("\"price\":\"19.90\"", "\"min_price\":\"15.00\"");
        add[5] = "TS-HIGH";
        add[7] = "20";
        assertThat(console.run(add)).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--min-price: 20.00 USD is above the price, 19.90 USD");
    }

    @Test
    void listsGoOnWhereTheCursorSays() {
        tee();
        console.done("variants", "add", "--product", "1", "--sku", "SECOND");

        assertThat(console.lines("variants", "list", "--limit", "1", "-o", "csv"))
                .hasSize(2);
        assertThat(console.err()).isEqualTo("more with: --cursor 1\n");
        assertThat(console.done("variants", "list", "--limit", "1", "--cursor", "1", "-o", "csv"))
                .contains("SECOND")
                .doesNotContain("TS-RED-M");
        assertThat(console.err()).isEmpty();
        assertThat(console.done("variants", "list", "--limit", "1", "-o", "json"))
                .endsWith("\"next_cursor\":\"1\"}\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void stockIsReceivedAdjustedShownAndTold() {
        tee();

        assertThat(console.done("stock", "receive", "TS-RED-M", "5", "--reference", "delivery 1", "-o", "json"))
                .contains("\"kind\":\"received\"", "\"stock_after\":15", "\"reference\":\"delivery 1\"");
        assertThat(console.done("stock", "adjust", "TS-RED-M", "-3", "--reason", "water damage"))
                .contains("adjusted", "water damage");
        assertThat(console.done("stock", "show", "TS-RED-M")).isEqualTo("""
                variant_id          1
                sku                 TS-RED-M
                stock_quantity      12
                reserved_quantity   0
                available_quantity  12
                """);
        assertThat(withoutTimes(console.done("stock", "ledger", "TS-RED-M", "-o", "csv")))
                .isEqualTo("""
                version,at,kind,stock_delta,reserved_delta,stock_after,reserved_after,reason,reference,cart_id,order_id,transfer_id,location,actor,backordered_after
                3,TIME,adjusted,-3,0,12,0,water damage,,,,,default,cli:jane,0
                2,TIME,received,5,0,15,0,,delivery 1,,,,default,cli:jane,0
                1,TIME,received,10,0,10,0,,,,,,default,cli:jane,0
                """);
        assertThat(console.run("stock", "adjust", "TS-RED-M", "-13", "--reason", "lost"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: TS-RED-M: 13 lost, but only 12 are available\n");
        assertThat(console.shop().inventory().level(1).stockQuantity()).isEqualTo(12);
    }

    @Test
    void stockIsSetToWhatWasCounted() {
        tee();

        assertThat(console.done("stock", "set", "TS-RED-M", "7", "--expected", "10", "--reason", "count of March"))
                .contains("stock_quantity      7\n");
        assertThat(console.run("stock", "set", "TS-RED-M", "9", "--expected", "10", "--reason", "count of March"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: variant 1: 7 on hand, not 10\n");
        assertThat(console.done("stock", "ledger", "TS-RED-M", "-o", "csv"))
                .contains("adjusted,-3,0,7,0,count of March");
    }
}
