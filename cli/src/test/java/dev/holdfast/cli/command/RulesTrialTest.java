package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are checked, and tried on orders, carts and files of carts. */
class RulesTrialTest {
    @TempDir
    Path directory;

    private Console console = new Console(Path.of("."));

    @BeforeEach
    void ownDirectory() throws IOException {
        console = new Console(directory);
        file("rules.yaml", """
                rules:
                  - {code: TEN, discount: {type: percent_off, percent: 10}}
                  - {code: TWENTY, active: false, discount: {type: percent_off, percent: 20}}
                """);
        console.done("rules", "apply", "-f", "rules.yaml");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private void twoOrdersAndACart() {
        console.done("products", "add", "--name", "Mug", "--base-price", "10.00", "--category", "kitchen");
        console.done("variants", "add", "--product", "mug", "--sku", "MUG", "--stock", "100");
        Holdfast shop = console.shop();
        for (int quantity : new int[] {1, 3}) {
            long cart = shop.carts().create(NewCart.anonymous()).id();
            shop.carts().put(cart, PutItem.of(1, quantity));
            shop.checkout().place(CheckoutRequest.of(cart));
        }
        shop.carts().put(shop.carts().create(NewCart.anonymous()).id(), PutItem.of(1, 2));
    }

    @Test
    void aCheckThatFindsNothingIsDone() {
        assertThat(console.done("rules", "check")).isEmpty();
        assertThat(console.err()).isEqualTo("no findings\n");
        assertThat(console.done("rules", "check", "-o", "json")).isEqualTo("{\"items\":[],\"next_cursor\":null}\n");
    }

    @Test
    void aCheckThatFindsSomethingSaysWhy() throws IOException {
        file("odd.yaml", """
                rules:
                  - {code: GONE, ends_at: 2020-01-01T00:00:00Z, discount: {type: percent_off, percent: 1}}
                  - {code: TEN-AGAIN, discount: {type: percent_off, percent: 10}}
                """);
        console.done("rules", "apply", "-f", "odd.yaml");

        assertThat(console.run("rules", "check")).isEqualTo(ExitCode.FINDING);
        assertThat(console.out()).isEqualTo("""
                rule       kind           other  why
                GONE       never_applies         ended at 2020-01-01T00:00:00Z
                TEN-AGAIN  duplicate      TEN    is the same as TEN; both apply
                """);
        assertThat(console.run("rules", "check", "-f", "odd.yaml", "-o", "json"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.out())
                .isEqualTo("{\"items\":[{\"rule\":\"GONE\",\"kind\":\"never_applies\",\"other\":null,"
                        + "\"why\":\"ended at 2020-01-01T00:00:00Z\"}],\"next_cursor\":null}\n");
        assertThat(console.run("rules", "check", "--within", "soon")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void draftsAreTriedOnOrdersAndCarts() {
        twoOrdersAndACart();

        assertThat(console.done("rules", "simulate", "--draft", "TWENTY")).isEqualTo("""
                currency  priced  pays_more  pays_less  unchanged  before  after  difference
                USD            3          0          3          0   54.00  43.20      -10.80

                kind   name  user_id  currency  before  after  difference
                order  1002           USD        27.00  21.60       -5.40
                cart   3              USD        18.00  14.40       -3.60
                order  1001           USD         9.00   7.20       -1.80
                """);
        assertThat(console.done("rules", "simulate", "--draft", "TWENTY", "--alone", "--orders-only", "-o", "json"))
                .isEqualTo("{\"priced\":2,\"effects\":[{\"currency\":\"USD\",\"priced\":2,\"pays_more\":0,"
                        + "\"pays_less\":2,\"unchanged\":0,\"before\":\"36.00\",\"after\":\"32.00\","
                        + "\"difference\":\"-4.00\",\"largest\":[{\"kind\":\"order\",\"name\":\"1002\",\"user_id\":null,"
                        + "\"before\":\"27.00\",\"after\":\"24.00\",\"difference\":\"-3.00\"},{\"kind\":\"order\","
                        + "\"name\":\"1001\",\"user_id\":null,\"before\":\"9.00\",\"after\":\"8.00\","
                        + "\"difference\":\"-1.00\"}]}]}\n");
        assertThat(console.done("rules", "simulate", "--alone", "--to", "2020-01-01T00:00:00Z", "-o", "csv"))
                .isEqualTo("currency,priced,pays_more,pays_less,unchanged,before,after,difference\n");
        assertThat(console.done("rules", "show", "TWENTY", "-o", "json"))
                .contains("\"active\":false", "\"revision\":1");
    }

    @Test
    void aFileOfCartsIsPricedInTheirPlace() throws IOException {
        twoOrdersAndACart();
        file("carts.jsonl", """
                {"name": "A", "lines": [{"sku": "MUG", "quantity": 2}]}

                {"lines": [{"quantity": 1, "unit_price": "5.00"}], "total": "4.00", "user_id": "7"}
                {"currency": "EUR", "lines": [{"quantity": 1, "unit_price": 5}], "promo_codes": ["X"], "attributes": {"c": "web"}}
                """);

        assertThat(console.done("rules", "simulate", "-f", "rules.yaml", "--draft", "TWENTY", "--carts", "carts.jsonl"))
                .isEqualTo("""
                        currency  priced  pays_more  pays_less  unchanged  before  after  difference
                        EUR            1          0          1          0    4.50   3.60       -0.90
                        USD            2          0          2          0   22.00  18.00       -4.00

                        kind  name  user_id  currency  before  after  difference
                        cart  3              EUR         4.50   3.60       -0.90
                        cart  A              USD        18.00  14.40       -3.60
                        cart  2     7        USD         4.00   3.60       -0.40
                        """);
        console.done("variants", "add", "--product", "mug", "--sku", "DEAR", "--price", "10", "--min-price", "9.50");
        file("least.jsonl", """
                {"name": "found", "lines": [{"sku": "DEAR", "quantity": 1}]}
                {"name": "given", "lines": [{"quantity": 2, "unit_price": 5, "min_unit_price": "4.90"}]}
                """);
        assertThat(console.done("rules", "simulate", "--draft", "TWENTY", "--carts", "least.jsonl"))
                .contains("USD            2          0          0          2   19.30  19.30        0.00");
        file(
                "wrong.jsonl",
                "{\"lines\": []}\n{\"lines\": [{\"quantity\": 1, \"unit_price\": \"5.00\", \"qty\": 1}]}\n");
        assertThat(console.run("rules", "simulate", "--alone", "--carts", "wrong.jsonl"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: line 2.lines.0.qty: is not a known field\n");
    }

    @Test
    void wrongUseIsToldAtOnce() {
        assertThat(console.run("rules", "simulate")).isEqualTo(ExitCode.USAGE);
        assertThat(console.run("rules", "simulate", "--draft", "NOTHING")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: --draft: there is no rule \"NOTHING\"\n");
        assertThat(console.run("rules", "simulate", "--policy", "best_of_all")).isEqualTo(ExitCode.USAGE);
        assertThat(console.run(
                        "rules",
                        "simulate",
                        "--alone",
                        "--from",
                        "2026-02-01T00:00:00Z",
                        "--to",
                        "2026-01-01T00:00:00Z"))
                .isEqualTo(ExitCode.USAGE);
    }
}
