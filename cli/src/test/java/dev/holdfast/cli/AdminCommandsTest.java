package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command as an operator uses it: tables, JSON and CSV to the letter, names instead of ids, and mistakes. */
class AdminCommandsTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

    @TempDir
    Path directory;

    private Console console = new Console(Path.of("."));

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory);
    }

    private void tee() {
        console.done("products", "add", "--name", "Basic Tee", "--base-price", "19.90", "--category", "apparel/shirts");
        console.done(
                "variants", "add", "--product", "basic-tee", "--sku", "TS-RED-M", "-a", "color=red", "--stock", "10");
    }

    private void rule(String json) throws IOException {
        Files.writeString(directory.resolve("rule.json"), json);
        console.done("rules", "add", "-f", "rule.json");
    }

    private static String withoutTimes(String text) {
        return text.replaceAll(TIME, "TIME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"products list", "variants list", "rules list", "carts list", "orders list"})
    void anEmptyShopHasEmptyLists(String command) {
        assertThat(console.done((command + " -o json").split(" "))).isEqualTo("{\"items\":[],\"next_cursor\":null}\n");
        assertThat(console.lines(command.split(" "))).hasSize(1);
        assertThat(console.err()).isEmpty();
        assertThat(console.lines((command + " -o csv").split(" "))).hasSize(1);
    }

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
                created_at   TIME
                updated_at   TIME
                """);
        assertThat(withoutTimes(console.done("products", "show", "1", "-o", "json")))
                .isEqualTo("{\"id\":1,\"handle\":\"basic-tee\",\"name\":\"Basic Tee\",\"description\":null,"
                        + "\"base_price\":\"19.90\",\"currency\":\"USD\",\"category\":\"apparel/shirts\","
                        + "\"created_at\":\"TIME\",\"updated_at\":\"TIME\"}\n");
        assertThat(console.done("products", "list", "-o", "csv")).isEqualTo("""
                id,handle,name,base_price,currency,category
                1,basic-tee,Basic Tee,19.90,USD,apparel/shirts
                """);
        assertThat(console.done("products", "list")).isEqualTo("""
                id  handle     name       base_price  currency  category
                 1  basic-tee  Basic Tee       19.90  USD       apparel/shirts
                """);
        assertThat(console.lines("products", "list", "--category", "apparel")).hasSize(2);
        assertThat(console.lines("products", "list", "-q", "no such")).hasSize(1);
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
                available_quantity,created_at,updated_at
                1,1,TS-RED-M,Basic Tee,19.90,USD,product,"{""color"":""red""}",10,0,10,TIME,TIME
                """);
        assertThat(console.done("variants", "list", "--product", "basic-tee")).isEqualTo("""
                id  sku       name       price  currency  stock_quantity  reserved_quantity  available_quantity
                 1  TS-RED-M  Basic Tee  19.90  USD                   10                  0                  10
                 2  TS-XL     Tee, XL    22.50  USD                    0                  0                   0
                """);
        assertThat(console.done("variants", "show", "TS-XL", "-o", "json"))
                .contains("\"price_source\":\"variant\"", "\"available_quantity\":0", "\"attributes\":{}");
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
                version,at,kind,stock_delta,reserved_delta,stock_after,reserved_after,reason,reference,cart_id,order_id
                3,TIME,adjusted,-3,0,12,0,water damage,,,
                2,TIME,received,5,0,15,0,,delivery 1,,
                1,TIME,received,10,0,10,0,,,,
                """);
        assertThat(console.run("stock", "adjust", "TS-RED-M", "-13", "--reason", "lost"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: variant 1: 13 requested, 12 available\n");
        assertThat(console.shop().inventory().level(1).stockQuantity()).isEqualTo(12);
    }

    @Test
    void rulesAreAddedSwitchedAndDeleted() throws IOException {
        rule("{\"code\": \"SPRING\", \"conditions\": {\"promo_code\": \"SPRING\"},"
                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}");

        assertThat(withoutTimes(console.done("rules", "list", "-o", "csv"))).isEqualTo("""
                code,name,active,priority,target,stacking,promo_code,user_tiers,starts_at,ends_at,revision,changed_at
                SPRING,,true,100,item,stackable,SPRING,,,,1,TIME
                """);
        assertThat(console.done("rules", "disable", "SPRING", "-o", "json")).contains("\"active\":false");
        assertThat(console.lines("rules", "list", "--active", "true")).hasSize(1);
        assertThat(console.done("rules", "enable", "SPRING", "-o", "json"))
                .contains("\"active\":true", "\"revision\":3");
        assertThat(console.done("rules", "delete", "SPRING")).isEmpty();
        assertThat(console.run("rules", "show", "SPRING")).isEqualTo(ExitCode.FINDING);
        assertThat(console.lines("rules", "history", "SPRING")).hasSize(4);
        assertThat(console.done("rules", "history", "SPRING", "--limit", "1", "-o", "json"))
                .contains("\"revision\":1", "\"next_cursor\":\"1\"");
        assertThat(console.run("rules", "history", "NOTHING")).isEqualTo(ExitCode.FINDING);
        assertThat(console.run("rules", "add", "-f", "rule.json")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: the code \"SPRING\" is taken\n");
    }

    @Test
    void everyMistakeInARuleHasItsLine() throws IOException {
        Files.writeString(
                directory.resolve("wrong.json"),
                "{\"code\": \"A B\", \"colour\": 1, \"discount\": {\"type\": \"percent_off\", \"percent\": 101}}");

        assertThat(console.run("rules", "add", "-f", "wrong.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines().toList())
                .hasSize(3)
                .allMatch(line -> line.startsWith("error: "))
                .anyMatch(line -> line.startsWith("error: discount.percent: "));
        assertThat(console.run("rules", "add", "-f", "missing.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: file: there is no file missing.json\n");
        Files.writeString(directory.resolve("half.json"), "{");
        assertThat(console.run("rules", "add", "-f", "half.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: file: is no JSON");
    }

    @Test
    void cartsAreListedShownAndDeleted() {
        tee();
        long cart = console.shop()
                .carts()
                .create(new NewCart("sam", "gold", List.of("SPRING"), null))
                .id();
        console.shop().carts().put(cart, PutItem.of(1, 2));

        assertThat(withoutTimes(console.done("carts", "list", "--status", "open", "--user", "sam", "-o", "csv")))
                .isEqualTo("""
                        id,status,user_id,user_tier,promo_codes,items,expired_items,subtotal,discount_total,total,\
                        currency,order_id,created_at,updated_at
                        1,open,sam,gold,SPRING,1,0,39.80,0.00,39.80,USD,,TIME,TIME
                        """);
        assertThat(withoutTimes(console.done("carts", "show", "1"))).endsWith("""

                id  variant_id  sku       name       status  quantity  unit_price  subtotal  discount  total  reserved_until
                 1           1  TS-RED-M  Basic Tee  held           2       19.90     39.80      0.00  39.80  TIME
                """);
        assertThat(console.done("carts", "show", "1", "-o", "json"))
                .startsWith("{\"id\":1,\"status\":\"open\",\"user_id\":\"sam\"");
        assertThat(console.lines("carts", "show", "1", "-o", "csv")).hasSize(2);
        assertThat(console.done("carts", "delete", "1")).contains("deleted");
        assertThat(console.done("stock", "show", "TS-RED-M", "-o", "csv")).contains("1,TS-RED-M,10,0,10");
        assertThat(console.run("carts", "delete", "1")).isEqualTo(ExitCode.FINDING);
        assertThat(console.run("carts", "show", "7")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: there is no cart 7\n");
    }

    @Test
    void ordersAreListedAndShown() {
        tee();
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(1, 2));
        String order = Long.toString(
                console.shop().checkout().place(CheckoutRequest.of(cart)).id());

        assertThat(withoutTimes(console.done("orders", "list", "--cart", "1", "--status", "placed", "-o", "csv")))
                .isEqualTo("id,number,status,cart_id,user_id,items,subtotal,discount_total,total,currency,placed_at\n"
                        + order + "," + order + ",placed,1,,1,39.80,0.00,39.80,USD,TIME\n");
        assertThat(console.done("orders", "show", order, "-o", "csv")).isEqualTo("""
                id,variant_id,sku,name,quantity,unit_price,subtotal,discount,total
                1,1,TS-RED-M,Basic Tee,2,19.90,39.80,0.00,39.80
                """);
        assertThat(console.done("orders", "show", order, "-o", "json"))
                .startsWith("{\"id\":" + order)
                .contains("\"total\":\"39.80\"");
        assertThat(console.lines("orders", "list", "--user", "nobody")).hasSize(1);
        assertThat(console.done("carts", "show", "1")).contains("checked_out", "sold");
    }

    @Test
    void quoteExplainsItselfStepByStep() throws IOException {
        tee();
        rule("{\"code\": \"GOLD\", \"name\": \"Gold members\", \"conditions\": {\"user_tiers\": [\"gold\"]},"
                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}");
        rule("{\"code\": \"BIG\", \"target\": \"order\", \"conditions\": {\"min_subtotal\": \"50.00\"},"
                + " \"discount\": {\"type\": \"amount_off\", \"amount\": \"5.00\", \"per\": \"order\"}}");

        assertThat(console.done("quote", "--sku", "TS-RED-M=2", "--tier", "gold", "--code", "NONE", "--explain"))
                .isEqualTo("""
                2 x TS-RED-M           39.80  39.80  at 19.90, Basic Tee
                  GOLD (Gold members)  -3.98  35.82  of 39.80
                order                         35.82
                  BIG                                not applicable: min subtotal (required 50.00, present 35.82, \
                missing 14.18)
                  NONE                               not applicable: unknown promo code
                subtotal               39.80
                discounts              -3.98
                total                  35.82         USD
                """);
        assertThat(console.done("quote", "--sku", "TS-RED-M=3", "--sku", "1", "-o", "csv"))
                .isEqualTo("""
                variant_id,sku,name,quantity,unit_price,subtotal,discount,total
                1,TS-RED-M,Basic Tee,3,19.90,59.70,3.75,55.95
                1,TS-RED-M,Basic Tee,1,19.90,19.90,1.25,18.65
                """);
        assertThat(console.done("quote", "--sku", "TS-RED-M", "-o", "json"))
                .startsWith("{\"currency\":\"USD\",\"lines\":[{\"variant_id\":1,")
                .contains("\"explanation\":[{\"rule\":\"BIG\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "products add --name x --price 1.234 | base_price: 1.234 is not an amount of USD",
                "products add --name x --price much | base_price: \"much\" is not an amount such as 19.99",
                "products add --name x --price -1 | base_price: -1.00 is not between 0 and",
                "products add --name x --price 1 --currency XXQ | currency: \"XXQ\" is no ISO 4217 code",
                "products add --name x --price 1 --handle A_B | handle: \"A_B\" is not made of",
                "products list --limit 0 | limit: 0 is not between 1 and 1000",
                "products list --cursor x | cursor: \"x\" is not a cursor of this list",
                "products list -o xml | Invalid value for option '--output'",
                "products | which of its commands? ",
                "variants add --product 1 --sku x -a red | attribute: \"red\" is not like color=red",
                "stock receive TS-RED-M 0 | quantity: 0 is not between 1 and",
                "stock receive TS-RED-M many | Invalid value for positional parameter at index 1 (UNITS)",
                "stock adjust TS-RED-M 0 --reason x | quantity: 0 changes nothing",
                "stock adjust TS-RED-M -1 | Missing required option: '--reason=TEXT'",
                "carts list --status lost | Invalid value for option '--status'",
                "carts show abc | cart: \"abc\" is not an id, such as 12",
                "orders show abc | order: \"abc\" is not an id, such as 12",
                "quote --sku TS-RED-M=0 | lines.0.quantity: 0 is not between 1 and",
                "quote --sku TS-RED-M=x | sku: \"TS-RED-M=x\" does not end with a number of units",
                "quote | Missing required option: '--sku=SKU[=UNITS]'",
                "completion fish | Invalid value for positional parameter at index 0 (bash|zsh)",
                "config now | Unmatched argument at index 1: 'now'"
            })
    void whatIsWrongIsNamedWithItsValue(String command, String message) {
        tee();

        assertThat(console.run(command.strip().split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("error: " + message.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "products show nothing",
                "variants show nothing",
                "variants add --product nothing --sku x",
                "stock show nothing",
                "stock ledger 12",
                "rules enable NOTHING",
                "orders show 12",
                "quote --sku nothing",
                "variants add --product basic-tee --sku TS-RED-M",
                "products add --name x --price 1 --handle basic-tee"
            })
    void whatDoesNotExistOrIsTakenIsAFinding(String command) {
        tee();

        assertThat(console.run(command.split(" "))).isEqualTo(ExitCode.FINDING);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("error: ").hasLineCount(1);
    }

    @Test
    void configurationShowsWhereValuesCameFromAndNoSecret() throws IOException {
        Files.writeString(directory.resolve(".env"), "SECRET_KEY=hunter2\nPORT=9000\n");
        console.environment.put("DATABASE_URL", "postgresql://sam:swordfish@db.example.com/shop");
        console.environment.put("PORT", "9001");

        List<String> lines = console.lines("config", "-o", "csv");
        assertThat(lines.get(0)).isEqualTo("name,value,origin,description");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("DATABASE_URL,postgresql://sam:***@db.example.com/shop,environment,"))
                .anyMatch(line -> line.startsWith("SECRET_KEY,***,file,"))
                .anyMatch(line -> line.startsWith("PORT,9001,environment,"))
                .anyMatch(line -> line.startsWith("HOST,127.0.0.1,default,"));
        assertThat(console.out() + console.err()).doesNotContain("hunter2").doesNotContain("swordfish");
        assertThat(console.done("config", "-o", "json")).contains("{\"name\":\"REDIS_URL\",\"value\":null,");
    }

    @Test
    void coloursAreForTerminalsOfThoseWhoDoNotDeclineThem() {
        tee();
        assertThat(console.done("products", "list")).doesNotContain("\u001b");

        console.terminal = true;
        assertThat(console.done("products", "list")).contains("\u001b[1mid");
        assertThat(console.done("products", "--help")).contains("\u001b[");
        assertThat(console.done("products", "list", "-o", "csv")).doesNotContain("\u001b");
        console.environment.put("NO_COLOR", "1");
        assertThat(console.done("products", "list")).doesNotContain("\u001b");
        assertThat(console.done("products", "--help")).doesNotContain("\u001b");
        console.environment.put("NO_COLOR", "");
        assertThat(console.done("products", "list")).contains("\u001b");
    }

    @Test
    void namesCannotSteerATerminal() {
        console.done("products", "add", "--name", "red \u001b[31m\u202e\nend", "--price", "1", "--handle", "x");

        assertThat(console.lines("products", "list")).hasSize(2);
        assertThat(console.out())
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .contains("red ?[31m? end");
        assertThat(console.done("products", "show", "x", "-o", "json")).contains("\\u001B[31m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionIsAScriptOfAllCommands(String shell) throws Exception {
        Files.writeString(directory.resolve("completion"), console.done("completion", shell));

        assertThat(console.out())
                .contains("_picocli_holdfast_products_list", "--cursor", "(\"table\" \"json\" \"csv\")");
        Process check = new ProcessBuilder(
                        "bash", "-n", directory.resolve("completion").toString())
                .inheritIO()
                .start();
        assertThat(check.waitFor()).isZero();
    }
}
