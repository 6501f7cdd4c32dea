package dev.holdfast.internal.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartNotes;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Charge;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.promo.PromoUse.Holder;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What carts hold, keep, claim and release of stored codes, without a database. */
@Tag("quick")
class PromoStockTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");
    private static final long TENTH = 31;
    private static final long SHIPPING = 32;

    private final PromoStock promos = new PromoStock(NOW);
    private final List<RuleRevision> rules = new ArrayList<>();

    private PromoRow rule(long id, String code, String json) {
        rules.add(new RuleRevision(
                PricingRuleJson.read(("{'code': '" + code + "', " + json + "}").replace('\'', '"'), USD),
                7,
                NOW,
                false));
        PromoRow row = new PromoRow(
                new PromoRow.Columns(id, "Code-" + code, code, true, 100L, null, 90_000L, USD, true),
                5,
                new PromoRow.Counts(3, 9, 500, 6_000),
                PromoRow.Expired.NONE);
        promos.load(row);
        return row;
    }

    private PromoRow tenth() {
        return rule(
                TENTH,
                "TENTH",
                "'target': 'order', 'conditions': {'stored_codes': true, 'min_subtotal': '10.00'},"
                        + " 'discount': {'type': 'percent_off', 'percent': 10}");
    }

    private PromoRow shipping() {
        return rule(
                SHIPPING,
                "SHIPPING",
                "'target': 'charge', 'conditions': {'stored_codes': true},"
                        + " 'discount': {'type': 'percent_off', 'percent': 50}");
    }

    @Test
    void aCartHoldsWhatItsCodesTakeOffItemsAndChargesUntilItsLastItemEnds() {
        PromoRow tenth = tenth();
        PromoRow shipping = shipping();
        LockedCart cart = cart("code-tenth", "CODE-SHIPPING");
        cart.load(item(41, 3, 700, 60));
        cart.load(item(42, 2, 450, 90));
        cart.load(item(43, 5, 450, 0));

        promos.settle(cart, book(), null);

        // 10 percent of 3 * 7.00 + 2 * 4.50, and half of 4.90.
        assertThat(tenth.uses()).containsValue(new PromoUse("ann", 300, NOW.plusSeconds(90), null));
        assertThat(shipping.uses()).containsValue(new PromoUse("ann", 245, NOW.plusSeconds(90), null));
        assertThat(tenth.counts()).isEqualTo(new PromoRow.Counts(4, 9, 800, 6_000));
        assertThat(promos.rows()).containsExactly(tenth, shipping);
        assertThat(promos.row(SHIPPING)).isSameAs(shipping);
        assertThat(promos.row(99)).isNull();
        assertThat(reasons(promos.codes(cart.head()))).containsExactly(null, null);
    }

    @Test
    void aCodeThatTakesNothingOffIsReleased() {
        PromoRow tenth = tenth();
        PromoRow shipping = shipping();
        LockedCart cart = cart("code-tenth", "code-shipping");
        cart.load(item(41, 3, 700, 60));
        promos.settle(cart, book(), null);

        cart.items().put(41, item(41, 1, 999, 60));
        promos.settle(cart, book(), null);

        assertThat(tenth.uses()).as("too little").isEmpty();
        assertThat(tenth.counts()).isEqualTo(new PromoRow.Counts(3, 9, 500, 6_000));
        assertThat(shipping.uses()).hasSize(1);
        cart.head(cart.head().with(cart.head().extras().withCharges(List.of())));
        promos.settle(cart, book(), null);
        assertThat(shipping.uses()).isEmpty();
    }

    @Test
    void aCartWithoutItemsHoldsNothing() {
        PromoRow shipping = shipping();
        LockedCart cart = cart("code-shipping");
        cart.load(item(41, 3, 700, 60));
        promos.settle(cart, book(), null);
        assertThat(shipping.uses()).hasSize(1);

        cart.items().clear();
        promos.settle(cart, book(), null);
        assertThat(shipping.uses()).isEmpty();
        cart.load(item(42, 3, 700, -1));
        promos.settle(cart, book(), null);
        assertThat(shipping.uses()).as("nor one whose items have expired").isEmpty();
    }

    @Test
    void aRuleThatNoLongerAsksForCodesTakesItsDiscountOffWithoutThem() {
        PromoRow tenth = tenth();
        LockedCart cart = cart("code-tenth");
        cart.load(item(41, 3, 700, 60));
        rules.clear();
        rules.add(new RuleRevision(
                PricingRuleJson.read(
                        "{\"code\": \"TENTH\", \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}", USD),
                8,
                NOW,
                false));

        promos.settle(cart, book(), null);

        assertThat(tenth.uses()).isEmpty();
    }

    @Test
    void anExtendedCartHoldsWhatItHasForAsLongAsItsItems() {
        PromoRow tenth = tenth();
        PromoRow shipping = shipping();
        LockedCart cart = cart("code-tenth", "code-shipping");
        cart.load(item(41, 3, 700, 600));
        cart.load(item(42, 3, 700, 30));
        tenth.load(Holder.cart(71), new PromoUse("ann", 300, NOW.plusSeconds(20), null));
        tenth.load(Holder.cart(72), new PromoUse("ann", 310, NOW.plusSeconds(20), null));
        shipping.load(Holder.cart(71), new PromoUse("ann", 245, NOW, null));

        promos.renew(cart);

        assertThat(tenth.uses().get(Holder.cart(71))).isEqualTo(new PromoUse("ann", 300, NOW.plusSeconds(600), null));
        assertThat(tenth.uses().get(Holder.cart(72)).heldUntil())
                .as("another cart")
                .isEqualTo(NOW.plusSeconds(20));
        assertThat(shipping.uses().get(Holder.cart(71)).heldUntil())
                .as("expired")
                .isEqualTo(NOW);
        cart.items().clear();
        promos.renew(cart);
        assertThat(tenth.uses()).as("without items").doesNotContainKey(Holder.cart(71));
    }

    @Test
    void anOrderClaimsWhatWasGrantedAndItsCartReleasesTheRest() {
        PromoRow tenth = tenth();
        PromoRow shipping = shipping();
        LockedCart cart = cart("code-tenth", "code-shipping");
        cart.load(item(41, 3, 700, 60));
        tenth.load(Holder.cart(71), new PromoUse(null, 210, NOW.plusSeconds(60), null));
        shipping.load(Holder.cart(71), new PromoUse(null, 245, NOW, null));
        shipping.load(Holder.cart(72), new PromoUse(null, 245, NOW.plusSeconds(60), null));
        cart.head(cart.head().boughtBy("eve", null, cart.head().promoCodes()));
        CartSnapshot shown = cart.snapshot(NOW, promos.codes(cart.head()), null);

        promos.claim(shown, shown.quote(book()), book(), 1_001, null);
        promos.release(cart);

        assertThat(tenth.uses().get(Holder.order(1_001)))
                .isEqualTo(new PromoUse("eve", 210, NOW.plusSeconds(60), 1_001L));
        assertThat(tenth.counts()).isEqualTo(new PromoRow.Counts(2, 10, 290, 6_210));
        assertThat(shipping.uses()).as("it had expired, so it took nothing off").containsOnlyKeys(Holder.cart(72));
        assertThat(shipping.counts().heldUses()).isEqualTo(2);
    }

    @Test
    void aCartThatIsGivenUpReleasesAll() {
        PromoRow tenth = tenth();
        PromoRow shipping = shipping();
        LockedCart cart = cart("code-tenth");
        tenth.load(Holder.cart(71), new PromoUse("ann", 300, NOW.plusSeconds(60), null));
        shipping.load(Holder.cart(71), new PromoUse("ann", 245, NOW.plusSeconds(60), null));
        shipping.load(Holder.cart(72), new PromoUse("ann", 245, NOW.plusSeconds(60), null));

        promos.release(cart);

        assertThat(tenth.uses()).isEmpty();
        assertThat(shipping.uses()).containsOnlyKeys(Holder.cart(72));
    }

    @Test
    void withoutStoredCodesThereIsNothingToDo() {
        LockedCart cart = cart("code-tenth");
        cart.load(item(41, 3, 700, 60));

        promos.settle(cart, book(), null);
        promos.renew(cart);
        promos.release(cart);
        promos.claim(
                cart.snapshot(NOW, List.of(), null),
                cart.snapshot(NOW, List.of(), null).quote(book()),
                book(),
                1_001,
                null);

        assertThat(promos.codes(cart.head())).isEmpty();
        assertThat(promos.toBeHeld(cart.head())).isEmpty();
    }

    @Test
    void whatCanBeHeldIsNotHeldYet() {
        tenth();
        LockedCart cart = cart("unknown", "code-tenth");

        assertThat(reasons(promos.toBeHeld(cart.head()))).containsExactly((String) null);
        assertThat(reasons(promos.codes(cart.head()))).containsExactly(StoredCode.NOT_HELD);
    }

    private RuleBook book() {
        return RuleBook.of(77, rules);
    }

    /** Cart 71 of ann, with a charge of 4.90. */
    private static LockedCart cart(String... codes) {
        CartExtras extras = new CartExtras(
                List.of(new Charge("shipping", null, 490)), Collections.emptySortedMap(), List.of(), CartNotes.NONE);
        return new LockedCart(
                71,
                new CartHead(
                        71,
                        "ct_71",
                        new CartHead.State("open", null, null),
                        new CartHead.Buyer("ann", null, List.of(codes)),
                        USD,
                        43,
                        new CartHead.PricedBy(77, NOW, PricingPolicy.DEFAULT.name()),
                        extras,
                        null,
                        NOW.minus(Duration.ofHours(1)),
                        NOW));
    }

    private static CartItemRow item(int id, int quantity, long price, int endsInSeconds) {
        return new CartItemRow(
                id,
                List.of(Hold.onHand(id, StockKey.of(500 + id), quantity)),
                300 + id,
                null,
                price,
                null,
                NOW.minusSeconds(100),
                NOW.plusSeconds(endsInSeconds),
                "SKU-" + id,
                "Item " + id,
                Map.of(),
                null);
    }

    private static List<@Nullable String> reasons(List<StoredCode> codes) {
        return codes.stream().map(StoredCode::reason).toList();
    }
}
