package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Commands of several actors share a transaction, and each row names the actor of the command that wrote it. */
class CombinedActorsTest {
    private static final int ACTORS = 32;
    private static final int ROUNDS = 12;

    private final TestShop shop = new TestShop();

    @Test
    void eachCommandOfAListNamesItsOwnActor() throws Exception {
        OneList list = new OneList(shop);
        Variant variant = shop.variant("3.00", 20);
        long first = shop.cart();
        long second = shop.cart();

        list.run(
                () -> list.as("ann").inventory().receive(variant.id(), 1, null),
                () -> list.as("bob").carts().put(first, PutItem.of(variant.id(), 2)),
                () -> list.as(null).inventory().receive(variant.id(), 1, null),
                () -> list.as("bob").carts().put(second, PutItem.of(variant.id(), 99)),
                () -> list.as("eve").carts().put(second, PutItem.of(variant.id(), 3)),
                () -> list.as("zoe").carts().put(first, PutItem.of(variant.id(), 1)));

        assertThat(shop.texts("select kind || ' ' || coalesce(actor, '-') from #stock_ledger where variant_id = "
                        + variant.id() + " order by version"))
                .containsExactly(
                        "received -", "received ann", "reserved bob", "received -", "reserved eve", "released zoe");
    }

    /** Cart, order, payment and reference of each thread bear its name, so that a row that names another is found. */
    @Test
    void noRowOfManyActorsNamesAnother() throws Exception {
        AtomicInteger combined = new AtomicInteger();
        Holdfast holdfast = shop.builder()
                .listener(new HoldfastListener() {
                    @Override
                    public void batchEnded(int commands) {
                        combined.addAndGet(commands - 1);
                    }
                })
                .build();
        Variant variant = shop.variant("10.00", ACTORS * 2);

        Threads.all(ACTORS, i -> {
            String actor = "actor-" + i;
            Holdfast own = holdfast.as(actor);
            Random random = new Random(i);
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    act(own, actor, variant, random);
                } catch (InsufficientStockException e) {
                    own.inventory().receive(variant.id(), 2, actor);
                }
            }
        });

        assertThat(combined).as("commands that shared a transaction").hasPositiveValue();
        assertThat(shop.count("select count(*) from #stock_ledger where actor is not null"))
                .isGreaterThan(ACTORS * ROUNDS);
        assertThat(shop.count("select count(*) from #stock_ledger l join #carts c on c.id = l.cart_id"
                        + " where l.actor is distinct from c.user_id"))
                .as("movements of carts")
                .isZero();
        assertThat(shop.count("select count(*) from #stock_ledger l join #orders o on o.id = l.order_id"
                        + " where l.actor is distinct from o.user_id"))
                .as("movements of orders")
                .isZero();
        assertThat(shop.count("select count(*) from #stock_ledger where actor is distinct from reference"
                        + " and reference is not null"))
                .as("receipts")
                .isZero();
        assertThat(shop.count("select count(*) from #order_payments where actor is distinct from reference"))
                .as("payments")
                .isZero();
        assertThat(shop.count("select count(*) from #order_corrections where actor is distinct from reason"))
                .as("corrections")
                .isZero();
        assertThat(shop.contradictions()).isZero();
    }

    private static void act(Holdfast own, String actor, Variant variant, Random random) {
        long cart =
                own.carts().create(new NewCart(actor, null, List.of(), null)).id();
        own.carts().put(cart, PutItem.of(variant.id(), 1 + random.nextInt(2)));
        switch (random.nextInt(3)) {
            case 0 -> own.carts().removeItem(cart, 1);
            case 1 -> own.inventory().receive(variant.id(), 1, actor);
            default -> {
                long order = own.checkout().place(CheckoutRequest.of(cart)).id();
                own.orders().pay(order, new NewPayment(PaymentKind.CAPTURED, new BigDecimal("1.00"), actor));
                own.orders().cancel(order, new NewCancellation(List.of(), List.of(), null, actor));
            }
        }
    }
}
