package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Crowd;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two hundred buyers and helpers of four servers meet at kits that share components, which lie at five locations. */
class KitsAtOnceTest {
    private static final int ROUNDS = 5;

    private final TestShop shop = new TestShop();
    private final Variant racket = shop.variant(6);
    private final Variant ball = shop.variant(9);
    private final Variant bag = shop.variant(2);
    private final List<Variant> stocked = List.of(racket, ball, bag);
    private final Variant set = shop.variant(0);
    private final Variant pair = shop.variant(0);
    private final List<Variant> sold = List.of(set, pair, set, pair, racket, ball);
    private final Queue<Long> orders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kitsSold = new AtomicInteger();
    private final Crowd crowd = new Crowd(shop, 17);

    @Test
    void noUnitIsLostOrSoldTwice() throws Exception {
        shop.holdfast.kits().changeAll(List.of(new KitChange(set.id(), sets(1)), new KitChange(pair.id(), pairs())));

        crowd.meet(Seed.of(KitsAtOnceTest.class), ROUNDS, this::act);

        assertThat(kitsSold).hasPositiveValue();
        crowd.requireEveryUnit(leftTheShop());
    }

    private long leftTheShop() {
        return shop.count("""
                select coalesce((select sum(quantity - given_back) from #order_sources), 0)
                     + coalesce((select sum(i.quantity - coalesce((
                                   select sum(c.quantity) from #order_correction_items c
                                   join #order_corrections k on k.order_id = c.order_id and k.id = c.correction_id
                                   where c.order_id = i.order_id and c.item_id = i.id and k.kind <> 'fulfilment'), 0))
                                 from #order_items i
                                 where not exists (select from #order_sources s
                                                   where s.order_id = i.order_id and s.item_id = i.id)), 0)""");
    }

    private List<ComponentUnits> sets(int rackets) {
        return List.of(
                new ComponentUnits(racket.id(), rackets),
                new ComponentUnits(ball.id(), 2),
                new ComponentUnits(bag.id(), 1));
    }

    private List<ComponentUnits> pairs() {
        return List.of(new ComponentUnits(ball.id(), 1), new ComponentUnits(racket.id(), 2));
    }

    private void act(Holdfast server, Random random) {
        Variant variant = stocked.get(random.nextInt(stocked.size()));
        Long order = random.nextInt(3) == 0 ? orders.peek() : orders.poll();
        switch (random.nextInt(12)) {
            case 0, 1 -> crowd.receive(server, random, variant.id());
            case 2 -> crowd.transfer(server, random, variant.id());
            case 3 -> server.sweeper().sweep(SweepOptions.defaults());
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    crowd.openOrClose(server, random);
                } else {
                    server.kits().change(set.id(), sets(1 + random.nextInt(2)));
                }
            }
            case 5 -> {
                if (order != null) {
                    server.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 1 + random.nextInt(2))));
                }
            }
            case 6 -> {
                if (order != null) {
                    server.orders().fulfil(order, NewFulfilment.of(ItemUnits.of(1, 1)));
                    server.orders().takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 1)));
                }
            }
            default -> buy(server, random);
        }
    }

    private void buy(Holdfast server, Random random) {
        long cart = server.carts().create(NewCart.anonymous()).id();
        Variant wanted = sold.get(random.nextInt(sold.size()));
        PutItem item = PutItem.of(wanted.id(), 1 + random.nextInt(2));
        server.carts().put(cart, random.nextInt(4) == 0 ? item.from(List.of(crowd.location(random))) : item);
        if (random.nextInt(3) == 0) {
            server.carts()
                    .putAll(
                            cart,
                            List.of(
                                    PutItem.of(set.id(), 1),
                                    PutItem.of(racket.id(), 1 + random.nextInt(2)),
                                    PutItem.of(pair.id(), 1)));
        }
        if (random.nextInt(6) == 0) {
            shop.clock.advance(Duration.ofMinutes(4));
        }
        Order order = null;
        switch (random.nextInt(4)) {
            case 0, 1 -> order = server.checkout().place(CheckoutRequest.of(cart));
            case 2 -> {
                CheckoutSession session = server.checkoutSessions().begin(NewCheckoutSession.of(cart));
                if (random.nextInt(3) == 0) {
                    shop.clock.advance(Duration.ofMinutes(4));
                }
                order = server.checkoutSessions()
                        .complete(session.id(), null, false)
                        .order();
            }
            default -> {
                // The cart is left behind.
            }
        }
        if (order != null) {
            kitsSold.addAndGet((int) order.items().stream()
                    .filter(sold -> sold.sources().get(0).variantId() != sold.variantId())
                    .count());
            orders.add(order.id());
        }
    }
}
