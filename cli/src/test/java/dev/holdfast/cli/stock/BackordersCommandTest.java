package dev.holdfast.cli.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.output.TextTable;
import org.junit.jupiter.api.Test;

/** What an operator sees of orders that wait for units. */
class BackordersCommandTest extends AdminCommands {
    @Test
    void ordersThatWaitAreListedUntilTheirUnitsCome() {
        tee();
        console.done("variants", "add", "--product", "basic-tee", "--sku", "WINTER-JACKET-EXTRA-LARGE-RED");
        console.done("stock", "supply", "TS-RED-M", "--backorder-limit", "20");
        console.done("stock", "supply", "WINTER-JACKET-EXTRA-LARGE-RED", "--backorder-limit", "20");
        assertThat(console.done("stock", "backorders", "-o", "json"))
                .isEqualTo("{\"items\":[],\"next_cursor\":null}\n");
        buy(1, 12);
        buy(2, 1);
        console.done(
                "stock",
                "supply",
                "TS-RED-M",
                "--preorder-limit",
                "30",
                "--preorder-available-at",
                "2099-12-01T09:00:00Z");
        buy(1, 3);

        assertThat(withoutTimes(console.done("stock", "backorders", "-o", "csv")))
                .isEqualTo("""
                        order_id,item_id,variant_id,sku,location,quantity,placed_at,available_at
                        1001,1,1,TS-RED-M,default,2,TIME,
                        1002,1,2,WINTER-JACKET-EXTRA-LARGE-RED,default,1,TIME,
                        1003,1,1,TS-RED-M,default,3,TIME,TIME
                        """);
        assertThat(withoutTimes(console.done("stock", "backorders", "TS-RED-M", "--limit", "1", "-o", "json")))
                .contains("{\"order_id\":1001,\"item_id\":1,\"variant_id\":1,\"sku\":\"TS-RED-M\","
                        + "\"location\":\"default\",\"quantity\":2,\"placed_at\":\"TIME\",\"available_at\":null}");
        assertThat(console.lines("stock", "backorders", "--order", "1002")).hasSize(2);
        assertThat(console.run("stock", "backorders", "--location", "nowhere")).isEqualTo(2);
        assertThat(console.err()).contains("--location", "nowhere");

        console.done("stock", "receive", "TS-RED-M", "4");

        assertThat(console.done("stock", "backorders", "TS-RED-M", "-o", "csv"))
                .contains("1003,1,1,TS-RED-M,default,1");
        console.terminal = true;
        console.environment.put("COLUMNS", "80");
        console.environment.put("NO_COLOR", "1");
        assertThat(console.done("stock", "backorders").lines())
                .allSatisfy(line -> assertThat(TextTable.width(line)).as(line).isLessThanOrEqualTo(80))
                .anyMatch(line -> line.contains("WINTER-JACKET-EXTRA-LARGE-RED"));
    }

    private void buy(long variant, int units) {
        Holdfast shop = console.shop();
        long cart = shop.carts().create(NewCart.anonymous()).id();
        shop.carts().put(cart, PutItem.of(variant, units));
        shop.checkout().place(CheckoutRequest.of(cart));
    }
}
