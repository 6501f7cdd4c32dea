package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.AnonymousLimitException;
import dev.holdfast.Holdfast;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What carts can hold that anybody can make. */
class AnonymousCartsTest {
    private static final int ORIGIN = 17;

    private final TestShop shop = new TestShop();
    private final Holdfast holdfast = shop.builder().maxAnonymousCarts(3).build();

    @AfterEach
    void leavesNoContradictions() {
        assertThat(shop.contradictions()).isZero();
    }

    private long anonymous(int origin) {
        return holdfast.carts().createAnonymous(NewCart.anonymous(), origin).id();
    }

    private Cart put(long cart, Variant variant, int quantity) {
        return holdfast.carts().put(cart, PutItem.of(variant.id(), quantity)).cart();
    }

    private AnonymousLimitException refusal(long cart, Variant variant, int quantity) {
        return catchThrowableOfType(AnonymousLimitException.class, () -> put(cart, variant, quantity));
    }

    /** However many there are, whatever they do at once, and in however many servers. */
    @Test
    void aThousandCartsHoldNoMoreThanTheirShare() throws Exception {
        Variant variant = shop.variant(100);
        Holdfast other = shop.builder().build();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> buyers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Holdfast server = i % 2 == 0 ? holdfast : other;
                int origin = i;
                int quantity = 1 + i % 3;
                buyers.add(() -> {
                    long cart = server.carts()
                            .createAnonymous(NewCart.anonymous(), origin)
                            .id();
                    try {
                        server.carts().put(cart, PutItem.of(variant.id(), quantity));
                        return true;
                    } catch (AnonymousLimitException e) {
                        return false;
                    }
                });
            }
            for (Future<Boolean> buyer : threads.invokeAll(buyers)) {
                buyer.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(shop.now(variant).reservedQuantity()).isBetween(78, 80);
        // The last units may have been refused to those who wanted more of them.
        for (int origin = -1; refusal(anonymous(origin), variant, 1) == null; origin--) {
            assertThat(origin).isGreaterThan(-3);
        }
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(80);
        shop.put(shop.cartOf("ann"), variant, 20);
        assertThat(shop.now(variant).availableQuantity()).isZero();
    }

    @Test
    void theShareIsThatOfAllAnonymousCartsTogether() {
        Variant variant = shop.variant(10);
        long first = anonymous(1);
        long second = anonymous(2);
        put(first, variant, 5);
        put(second, variant, 2);

        AnonymousLimitException refused = refusal(second, variant, 4);

        assertThat(refused.code()).isEqualTo("anonymous_limit");
        assertThat(refused.facts())
                .containsEntry("counted", "share")
                .containsEntry("cart_id", second)
                .containsEntry("variant_id", variant.id())
                .containsEntry("requested", 4)
                .containsEntry("available", 3L);
        put(second, variant, 3);
        put(second, variant, 1);
        put(first, variant, 7);
        assertThat(refusal(anonymous(3), variant, 1).facts()).containsEntry("available", 0L);
        shop.put(shop.cart(), variant, 2);
    }

    /** Units that others hold are no part of the share. */
    @Test
    void theShareIsNotUsedUpByOthers() {
        Variant variant = shop.variant(10);
        shop.put(shop.cartOf("ann"), variant, 2);
        shop.put(shop.cart(), variant, 1);

        put(anonymous(1), variant, 7);

        assertThat(shop.now(variant).availableQuantity()).isZero();
    }

    @Test
    void aShareIsRoundedUpSoThatTheLastUnitCanBeBought() {
        Variant variant = shop.variant(1);

        put(anonymous(1), variant, 1);

        assertThat(shop.now(variant).availableQuantity()).isZero();
    }

    @Test
    void whatHasExpiredOrWasSoldIsHeldNoMore() {
        Variant variant = shop.variant(25);
        put(anonymous(1), variant, 20);
        shop.letExpire();

        long next = anonymous(2);
        put(next, variant, 20);

        holdfast.checkout().place(CheckoutRequest.of(next));
        assertThat(refusal(anonymous(3), variant, 5).facts()).containsEntry("available", 4L);
        put(anonymous(3), variant, 4);
    }

    @Test
    void aCartHoldsOnlySoManyUnitsOfAVariant() {
        Variant variant = shop.variant(1_000);
        long cart = anonymous(1);
        put(cart, variant, 20);
        int item = holdfast.carts().get(cart).items().get(0).id();

        AnonymousLimitException refused = refusal(cart, variant, 21);

        assertThat(refused.facts())
                .containsEntry("counted", "units")
                .containsEntry("variant_id", variant.id())
                .containsEntry("requested", 21)
                .containsEntry("limit", 20);
        assertThat(catchThrowableOfType(
                        AnonymousLimitException.class, () -> holdfast.carts().changeItem(cart, item, 21)))
                .isNotNull();
        shop.put(shop.cart(), variant, 21);
    }

    @Test
    void onlySoManyCartsOfAnOriginHoldSomething() {
        Variant variant = shop.variant(1_000);
        List<Long> carts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            carts.add(anonymous(ORIGIN));
            put(carts.get(i), variant, 1);
        }
        long fourth = anonymous(ORIGIN);

        assertThat(refusal(fourth, variant, 1).facts())
                .containsEntry("counted", "carts")
                .containsEntry("held", 3L)
                .containsEntry("limit", 3);

        put(carts.get(0), variant, 2);
        put(anonymous(ORIGIN + 1), variant, 1);
        holdfast.carts().delete(carts.get(0));
        put(fourth, variant, 1);
        assertThat(refusal(anonymous(ORIGIN), variant, 1)).isNotNull();
        shop.letExpire();
        put(anonymous(ORIGIN), variant, 1);
    }

    @Test
    void aCartOfAKnownUserIsNotAnonymous() {
        Variant variant = shop.variant(1_000);
        long named = holdfast.carts()
                .createAnonymous(new NewCart("ann", null, List.of(), null), ORIGIN)
                .id();
        put(named, variant, 500);
        long claimed = anonymous(ORIGIN);
        put(claimed, variant, 20);

        holdfast.carts().change(claimed, new CartChange(Patch.set("bob"), Patch.keep(), Patch.keep()));

        put(claimed, variant, 500);
        assertThat(shop.now(variant).availableQuantity()).isZero();
    }

    @Test
    void giftsCountAsWell() {
        Variant bought = shop.variant(100);
        Variant gift = shop.variant(10);
        shop.rule("{'code': 'GIFT', 'discount': {'type': 'gift', 'variant': " + gift.id() + ", 'quantity': 6}}");
        put(anonymous(1), bought, 1);
        put(anonymous(2), bought, 1);

        assertThat(shop.now(gift).reservedQuantity()).isEqualTo(8);
    }
}
