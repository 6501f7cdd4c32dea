package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees of checkout sessions. */
class SessionsCommandTest extends AdminCommands {
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

    @Test
    void whatIsPaidAndCannotBeSoldIsSeen() {
        tee();
        Holdfast then = Holdfast.builder(TestDatabase.dataSource())
                .schema(console.schema)
                .clock(new SettableClock(LONG_AGO))
                .build();
        CheckoutSession begun = begin(then, 2);
        CheckoutSession open = begin(console.shop(), 9);
        NewPayment payment = new NewPayment(PaymentKind.CAPTURED, new BigDecimal("44.70"), "pi_1");
        console.shop().checkoutSessions().complete(begun.id(), payment, false);

        assertThat(console.lines("sessions", "list")).hasSize(3);
        assertThat(console.lines("sessions", "list", "--cart", Long.toString(open.cartId())))
                .hasSize(2);
        assertThat(console.lines("sessions", "list", "--status", "expired")).hasSize(1);
        assertThat(withoutTimes(console.done("sessions", "list", "--status", "shortfall", "-o", "csv")))
                .isEqualTo("""
                        id,status,cart_id,total,refund_due,expires_at,currency,order_id,user_id,reference,items,shortages,\
                        created_at
                        ID,shortfall,1,44.70,44.70,TIME,USD,,,,1,1,TIME
                        """.replace("ID", begun.id()));
        assertThat(console.done("sessions", "show", begun.id())).contains("pi_1", "TS-RED-M", "shipping", "requested");
        assertThat(console.done("sessions", "show", begun.id(), "-o", "json"))
                .startsWith("{\"id\":\"" + begun.id() + "\",\"cart_id\":1,\"status\":\"shortfall\"")
                .contains(
                        "\"shortages\":[{\"variant_id\":1,\"requested\":2,\"available\":1,\"location\":null,\"component\":null}]");
        assertThat(console.lines("sessions", "show", begun.id(), "-o", "csv")).hasSize(2);
        assertThat(console.lines("complete", "checkout_session", "cs_")).containsExactly(open.id(), begun.id());
        assertThat(console.done("carts", "show", Long.toString(open.cartId())))
                .contains(open.id(), "checkout_session", open.expiresAt().toString());
    }

    @Test
    void theTableFitsTheTerminal() {
        tee();
        CheckoutSession open = begin(console.shop(), 2);
        console.terminal = true;
        console.environment.put("COLUMNS", "80");
        console.environment.put("NO_COLOR", "1");

        for (List<String> command : List.of(List.of("sessions", "list"), List.of("sessions", "show", open.id()))) {
            String shown = console.done(command.toArray(String[]::new));

            assertThat(shown).contains(open.id(), "44.70");
            assertThat(shown.lines())
                    .allSatisfy(
                            line -> assertThat(TextTable.width(line)).as(line).isLessThanOrEqualTo(80));
        }
    }

    private static CheckoutSession begin(Holdfast shop, int quantity) {
        long cart = shop.carts().create(NewCart.anonymous()).id();
        shop.carts().put(cart, PutItem.of(1, quantity));
        shop.carts().setCharge(cart, NewCharge.of("shipping", Money.of("4.90", "USD")));
        return shop.checkoutSessions().begin(NewCheckoutSession.of(cart));
    }
}
