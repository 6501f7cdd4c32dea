package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromoReplayTest {
    private static final TestShop shop = new TestShop();

    @Test
    void aCheckoutThatIsReplayedByManyClaimsOneUse() throws Exception {
        shop.rule("{'code': 'STORED', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add("STORED", List.of("Spring"), PromoLimits.uses(5), true);
        Variant variant = shop.variant("10.00", 100);
        long cart = shop.holdfast
                .carts()
                .create(new NewCart("ann", null, List.of("spring"), null))
                .id();
        shop.put(cart, variant, 1);
        Set<String> answers = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();

        Threads.all(20, number -> {
            try {
                var answer = shop.holdfast.idempotent(
                        new IdempotencyKey("checkout", "key", "hash"),
                        new Totals(),
                        joined -> joined.checkout().place(CheckoutRequest.of(cart)));
                answers.add(answer.text());
                done.addAndGet(answer.replayed() ? 0 : 1);
            } catch (IdempotencyException e) {
                assertThat(e.reused()).isFalse();
            }
        });

        assertThat(done).hasValue(1);
        assertThat(answers).singleElement().asString().contains("9.00");
        var late = shop.holdfast.idempotent(
                new IdempotencyKey("checkout", "key", "hash"),
                new Totals(),
                joined -> joined.checkout().place(CheckoutRequest.of(cart)));
        assertThat(late.replayed()).isTrue();
        assertThat(answers).containsExactly(late.text());
        PromoCode code = shop.holdfast.promoCodes().get("spring");
        assertThat(code.claimedUses()).isEqualTo(1);
        assertThat(code.heldUses()).isZero();
        assertThat(shop.count("select count(*) from #promo_uses")).isEqualTo(1);
        assertThat(shop.count("select count(*) from #orders")).isEqualTo(1);
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private static final class Totals implements AnswerEncoder<Order> {
        @Override
        public String accepted(Order order) {
            return "/orders/" + order.id() + " " + order.total();
        }

        @Override
        public String refused(HoldfastException refusal) {
            return refusal.code();
        }
    }
}
