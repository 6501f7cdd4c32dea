package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.pricing.PricingRuleJson;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exact output of the commands for carts, charges and orders. */
class CartsCommandsTest extends AdminCommands {
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
                        id,status,user_id,user_tier,promo_codes,items,expired_items,subtotal,charge_total,\
                        discount_total,total,currency,order_id,created_at,updated_at
                        1,open,sam,gold,SPRING,1,0,39.80,0.00,0.00,39.80,USD,,TIME,TIME
                        """);
        assertThat(withoutTimes(console.done("carts", "show", "1"))).endsWith("""

                id  variant_id  sku       name       status  gift_rule  quantity  backordered  preordered  available_at  unit_price  subtotal  discount  total  reserved_until
                 1           1  TS-RED-M  Basic Tee  held                      2            0           0                     19.90     39.80      0.00  39.80  TIME
                """);
        assertThat(console.done("carts", "show", "1", "-o", "json"))
                .startsWith("{\"id\":1,\"token\":\"ct_")
                .contains("\"status\":\"open\",\"user_id\":\"sam\"");
        assertThat(console.done("carts", "list", "-o", "json")).doesNotContain("\"token\"");
        assertThat(console.lines("carts", "show", "1", "-o", "csv")).hasSize(2);
        assertThat(console.done("carts", "delete", "1")).contains("deleted");
        assertThat(console.done("stock", "show", "TS-RED-M", "-o", "csv")).contains("1,TS-RED-M,10,0,10");
        assertThat(console.run("carts", "delete", "1")).isEqualTo(ExitCode.FINDING);
        assertThat(console.run("carts", "show", "7")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: there is no cart 7\n");
    }

    @Test
    void chargesAreSetRemovedAndShownWithCartsAndOrders() {
        tee();
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(1, 2));

        assertThat(console.done("carts", "charge", "set", "1", "wrap", "1.50")).contains("41.30");
        assertThat(console.done("carts", "charge", "set", "1", "shipping", "4.90", "--name", "By post"))
                .endsWith("""

                code      name     amount  discount  total
                shipping  By post    4.90      0.00   4.90
                wrap                 1.50      0.00   1.50
                """);
        assertThat(console.done("carts", "charge", "remove", "1", "wrap")).doesNotContain("wrap");
        assertThat(console.run("carts", "charge", "remove", "1", "wrap")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: there is no charge wrap\n");
        assertThat(console.run("carts", "charge", "set", "1", "wrap", "free")).isEqualTo(ExitCode.USAGE);
        long order = console.shop().checkout().place(CheckoutRequest.of(cart)).id();
        assertThat(console.done("orders", "show", Long.toString(order))).contains("By post", "44.70");
    }

    @Test
    void aSearchForTheBestCombinationThatEndedEarlyIsSaid() {
        String note = "There are too many combinations of rules to try all of them. A lower total may exist.\n";
        tee();
        for (int i = 0; i < 20; i++) {
            console.shop()
                    .pricing()
                    .add(PricingRuleJson.read(
                            "{\"code\": \"UNIT-" + i + "\", \"discount\": {\"type\": \"percent_off\", \"percent\": "
                                    + (1 + i) + ", \"max_units\": 1, \"max_units_per\": \"order\"}}",
                            Currency.getInstance("USD")));
        }
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(1, 9));
        assertThat(console.done("carts", "show", "1")).doesNotContain(note);

        console.environment.put("HOLDFAST_PRICING_POLICY", "best_for_customer");
        assertThat(console.done("carts", "charge", "set", "1", "wrap", "1.50")).endsWith(note);
        assertThat(console.done("carts", "show", "1")).endsWith("\n" + note);
        assertThat(console.done("carts", "show", "1", "-o", "json")).contains("\"searched_all\":false");
        assertThat(console.done("quote", "--sku", "TS-RED-M=9")).endsWith("\n" + note);
        assertThat(console.done("quote", "--sku", "TS-RED-M=9", "--explain"))
                .contains("too many combinations of rules to try all of them");
        String order = Long.toString(
                console.shop().checkout().place(CheckoutRequest.of(cart)).id());
        assertThat(console.done("orders", "show", order)).endsWith("\n" + note);
    }

    @Test
    void ordersAreCancelledSentReturnedAndPaid() {
        tee();
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(1, 5));
        String order = Long.toString(
                console.shop().checkout().place(CheckoutRequest.of(cart)).id());

        assertThat(console.done("orders", "cancel", order, "--item", "1", "-o", "json"))
                .contains("\"refund_total\":\"19.90\"");
        assertThat(console.done("orders", "fulfil", order, "--item", "1:3", "--reference", "parcel 7"))
                .contains("fulfilment", "parcel 7");
        assertThat(console.done("orders", "return", order, "--item", "1:1:0", "--damaged", "1:2", "-o", "csv"))
                .isEqualTo("""
                        item_id,quantity,condition,refund
                        1,1,sellable,19.90
                        1,2,damaged,39.80
                        """);
        assertThat(console.done("orders", "pay", order, "captured", "99.50", "ch_1", "-o", "json"))
                .contains("\"flag\":null");
        assertThat(console.done("orders", "show", order, "-o", "json"))
                .contains("\"status\":\"placed\"", "\"payment_status\":\"paid\"", "\"refund_due\":\"79.60\"");
        assertThat(console.lines("orders", "list", "--payment", "paid", "--status", "placed"))
                .hasSize(2);
        assertThat(console.run("orders", "cancel", order, "--item", "1:2")).isEqualTo(ExitCode.FINDING);
        assertThat(console.run("orders", "cancel", order, "--item", "9")).isEqualTo(ExitCode.USAGE);
        assertThat(console.run("orders", "cancel", order, "--item", "one")).isEqualTo(ExitCode.USAGE);
        assertThat(console.run("orders", "pay", order, "captured", "much", "ch_1"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void addressesReferencesAndMetadataAreShown() {
        tee();
        long cart = console.shop()
                .carts()
                .create(NewCart.anonymous().withEmail("sam@example.com").withMetadata(Map.of("utm", "mail")))
                .id();
        console.shop().carts().put(cart, PutItem.of(1, 1).withMetadata(Map.of("engraving", "Sam")));

        assertThat(console.done("carts", "show", "1"))
                .contains("sam@example.com", "{\"utm\":\"mail\"}")
                .endsWith("""

                        item_id  metadata
                              1  {"engraving":"Sam"}
                        """);
        String order = Long.toString(console.shop()
                .checkout()
                .place(CheckoutRequest.of(cart).withReference("WEB-1"))
                .id());
        assertThat(console.lines("orders", "list", "--email", "Sam@example.com", "--reference", "WEB-1"))
                .hasSize(2);
        assertThat(console.lines("orders", "list", "--reference", "WEB-2")).hasSize(1);
        assertThat(console.done("orders", "show", order))
                .contains("sam@example.com", "WEB-1", "{\"utm\":\"mail\"}", "{\"engraving\":\"Sam\"}");
    }

    @Test
    void whereUnitsComeFromIsShownUnlessItIsTheDefaultLocation() {
        tee();
        console.done("variants", "add", "--product", "1", "--sku", "TS-BLUE", "--stock", "3");
        console.done("locations", "create", "berlin", "--priority", "200");
        console.done("stock", "receive", "TS-RED-M", "5", "--location", "berlin");
        console.done("stock", "supply", "TS-RED-M", "--backorder-limit", "3", "--location", "berlin");
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(1, 17));
        console.shop().carts().put(cart, PutItem.of(2, 1));
        String places = """

                item_id  sku       variant_id  location  quantity  backordered
                      1  TS-RED-M           1  default         10            0
                      1  TS-RED-M           1  berlin           7            2
                """;
        console.terminal = true;
        console.environment.put("COLUMNS", "80");
        console.environment.put("NO_COLOR", "1");

        assertThat(console.done("carts", "show", Long.toString(cart))).contains(places);
        String session = console.shop()
                .checkoutSessions()
                .begin(NewCheckoutSession.of(cart))
                .id();
        assertThat(console.done("sessions", "show", session))
                .contains("item_id  sku       variant_id  location", "1  TS-RED-M           1  berlin           7");
        console.shop().checkoutSessions().cancel(session);
        String order = Long.toString(
                console.shop().checkout().place(CheckoutRequest.of(cart)).id());
        assertThat(console.done("orders", "show", order))
                .contains(places)
                .satisfies(shown -> assertThat(shown.lines())
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80)));
        assertThat(console.done("carts", "show", Long.toString(cart))).doesNotContain("item_id");
    }

    @Test
    void ordersAreListedAndShown() {
        tee();
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        console.shop().carts().put(cart, PutItem.of(1, 2));
        String order = Long.toString(
                console.shop().checkout().place(CheckoutRequest.of(cart)).id());

        assertThat(withoutTimes(console.done("orders", "list", "--cart", "1", "--status", "placed", "-o", "csv")))
                .isEqualTo("id,number,status,payment_status,cart_id,user_id,items,subtotal,charge_total,"
                        + "discount_total,total,refund_total,refund_due,currency,placed_at\n"
                        + order + "," + order + ",placed,unpaid,1,,1,39.80,0.00,0.00,39.80,0.00,0.00,USD,TIME\n");
        assertThat(console.done("orders", "show", order, "-o", "csv")).isEqualTo("""
                id,variant_id,sku,name,quantity,cancelled,fulfilled,returned,backordered,preordered,available_at,unit_price,subtotal,discount,total,gift_rule
                1,1,TS-RED-M,Basic Tee,2,0,0,0,0,0,,19.90,39.80,0.00,39.80,
                """);
        assertThat(console.done("orders", "show", order, "-o", "json"))
                .startsWith("{\"id\":" + order)
                .contains("\"total\":\"39.80\"");
        assertThat(console.lines("orders", "list", "--user", "nobody")).hasSize(1);
        assertThat(console.lines("orders", "list", "--promo-code", "SPRING")).hasSize(1);
        assertThat(console.lines("carts", "list", "--from", "2001-01-01T00:00:00Z"))
                .hasSize(2);
        assertThat(console.lines("carts", "list", "--to", "2001-01-01T00:00:00Z"))
                .hasSize(1);
        assertThat(console.done("carts", "show", "1")).contains("checked_out", "sold");
    }
}
