package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.order.OrderChargeRow;
import dev.holdfast.internal.order.OrderItemRow;
import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.order.OrderUnits;
import dev.holdfast.internal.order.UnitCharges;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.PaperShop;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.RandomRules;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random orders under random rules and policies are undone in random parts: what is refunded is exact. */
class RandomRefundsTest {
    private static final int ORDERS = 10_000;
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final long ID = 1;

    private final long seed = Seed.of(RandomRefundsTest.class);
    private final Random random = new Random(seed);

    @Test
    void theRefundsOfAllPartsAreWhatWasCharged() {
        int placed = 0;
        for (int i = 0; placed < ORDERS; i++) {
            Placed order = order(i % 2 == 0 ? RefundPolicy.KEEP : RefundPolicy.REPRICE);
            if (!order.row.items().isEmpty()) {
                placed++;
                try {
                    undo(order);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("seed " + seed + ", round " + i + ": " + order, e);
                }
            }
        }
    }

    private record Placed(
            OrderRow row, List<RuleRevision> rules, RuleBook book, PricingContext context, PricingPolicy policy) {}

    private Placed order(RefundPolicy refunds) {
        String[] currencies = {"USD", "JPY", "KWD"};
        Currency currency = Currency.getInstance(currencies[random.nextInt(3)]);
        RandomRules shop = new RandomRules(random, currency);
        List<PricingRule> rules = shop.rules(6);
        List<RuleRevision> revisions =
                rules.stream().map(rule -> new RuleRevision(rule, 1, AT, false)).toList();
        RuleBook book = RuleBook.of(1, revisions);
        PricingContext any = shop.context();
        PricingContext context =
                new PricingContext(currency, any.userId(), any.userTier(), any.promoCodes(), null, any.attributes());
        PricingPolicy policy = shop.policy();
        Quote quote = PriceEngine.quote(book, shop.items(rules), shop.charges(), context, policy, AT);
        OrderRow row = new OrderRow(
                ID,
                "1",
                1,
                new CartHead.Buyer(context.userId(), context.userTier(), context.promoCodes()),
                new TreeMap<>(context.attributes()),
                currency,
                quote.items().stream().map(RandomRefundsTest::item).toList(),
                quote.charges().stream()
                        .map(charge -> new OrderChargeRow(
                                charge.charge().code(),
                                null,
                                charge.charge().amount().minor(),
                                charge.discount().minor(),
                                charge.total().minor(),
                                List.of()))
                        .toList(),
                quote.subtotal().minor(),
                quote.chargeTotal().minor(),
                quote.discountTotal().minor(),
                quote.total().minor(),
                List.of(),
                new CartHead.PricedBy(1, AT, policy.name()),
                context.ordersPlaced(),
                refunds.word(),
                OrderNotes.NONE,
                AT,
                List.of(),
                List.of());
        return new Placed(row, revisions, book, context, policy);
    }

    private static OrderItemRow item(QuotedItem item) {
        List<OrderUnits> units = item.units().stream()
                .map(group -> new OrderUnits(group.quantity(), group.total().minor()))
                .toList();
        assertThat(units.stream().mapToInt(OrderUnits::quantity).sum())
                .isEqualTo(item.item().quantity());
        assertThat(units.stream().mapToLong(OrderUnits::total).sum())
                .isEqualTo(item.total().minor());
        assertThat(units).allMatch(group -> group.quantity() > 0 && group.total() >= 0);
        return new OrderItemRow(
                (int) item.item().id(),
                item.item().variantId(),
                List.of(OrderSource.sold(
                        StockKey.of(item.item().variantId()),
                        "default",
                        item.item().quantity(),
                        0,
                        null,
                        1)),
                item.item().productId(),
                item.item().category(),
                "SKU",
                "Name",
                item.item().quantity(),
                item.item().unitPrice().minor(),
                minor(item.item().minUnitPrice()),
                item.subtotal().minor(),
                item.discount().minor(),
                item.total().minor(),
                units,
                item.total().minor() == 0 ? item.item().giftOf() : null,
                Map.of(),
                List.of());
    }

    private static @Nullable Long minor(@Nullable Money money) {
        return money == null ? null : (Long) money.minor();
    }

    private void undo(Placed placed) {
        PaperShop paper = new PaperShop(placed.rules).order(placed.row);
        placed.row.items().forEach(item -> paper.variant(item.variantId(), 0, 0));
        boolean lowers = random.nextInt(4) == 0;
        while (isAnyLeft(paper.order(ID))) {
            step(placed, paper, lowers);
        }
        OrderState end = paper.order(ID);
        assertThat(end.refundable()).isEqualTo(placed.row.total());
        assertThat(end.refundTotal()).isLessThanOrEqualTo(placed.row.total());
        assertThat(end.items()).allMatch(item -> item.charges().leftTotal() == 0);
        if (!lowers) {
            assertThat(end.refundTotal()).isEqualTo(placed.row.total());
        }
    }

    private static boolean isAnyLeft(OrderState state) {
        return state.items().stream().anyMatch(item -> item.left() > 0)
                || !state.chargesLeft().isEmpty();
    }

    private void step(Placed placed, PaperShop paper, boolean lowers) {
        OrderState before = paper.order(ID);
        CorrectionKind kind = List.of(CorrectionKind.values()).get(random.nextInt(3));
        List<CorrectionRequest.Units> units = new ArrayList<>();
        for (OrderState.Item item : before.items()) {
            int most = kind == CorrectionKind.RETURN ? item.left() : item.open();
            if (most > 0 && random.nextInt(3) > 0) {
                units.add(units(item, kind, 1 + random.nextInt(most)));
            }
        }
        List<String> charges = before.chargesLeft().stream()
                .map(OrderChargeRow::code)
                .filter(code -> kind != CorrectionKind.FULFILMENT && random.nextInt(3) == 0)
                .toList();
        if (units.isEmpty() && charges.isEmpty()) {
            return;
        }
        Correction made = correct(paper, new CorrectionRequest(ID, kind, units, charges, null, null, null), lowers);
        if (kind != CorrectionKind.FULFILMENT) {
            check(placed, before, paper.order(ID), made, units);
        }
    }

    private CorrectionRequest.Units units(OrderState.Item item, CorrectionKind kind, int quantity) {
        ItemCondition condition = kind == CorrectionKind.RETURN ? ItemCondition.DAMAGED : null;
        UnitCharges left = item.charges();
        int group = random.nextInt(item.row().units().size());
        boolean isChosen =
                kind != CorrectionKind.FULFILMENT && !left.isAveraged() && left.left(group) > 0 && random.nextBoolean();
        int chosen = isChosen ? Math.min(quantity, left.left(group)) : quantity;
        List<UnitChoice> choice = isChosen ? List.of(new UnitChoice(group, chosen)) : List.of();
        return new CorrectionRequest.Units(item.row().id(), chosen, choice, condition);
    }

    private Correction correct(PaperShop paper, CorrectionRequest request, boolean lowers) {
        if (!lowers || request.kind() == CorrectionKind.FULFILMENT) {
            return new CorrectOrder(request.checked(), RefundSettings.DEFAULT)
                    .decide(paper.shop())
                    .get();
        }
        // A refund of nothing is never too high.
        CorrectionRequest lowered = new CorrectionRequest(
                request.orderId(),
                request.kind(),
                request.items(),
                request.charges(),
                BigDecimal.ZERO,
                "restocking fee",
                null);
        return new CorrectOrder(lowered.checked(), RefundSettings.DEFAULT)
                .decide(paper.shop())
                .get();
    }

    private static void check(
            Placed placed, OrderState before, OrderState after, Correction made, List<CorrectionRequest.Units> asked) {
        long refundable = after.refundable() - before.refundable();
        assertThat(refundable).isBetween(0L, placed.row.total() - before.refundable());
        assertThat(made.refundTotal().minor()).isBetween(0L, refundable);
        assertThat(IntStream.range(0, made.items().size())
                                .mapToLong(i -> made.items().get(i).refund().minor())
                                .sum()
                        + made.charges().stream()
                                .mapToLong(charge -> charge.refund().minor())
                                .sum())
                .isEqualTo(made.refundTotal().minor());
        if (placed.row.refundPolicy().equals("keep")) {
            asked.forEach(units ->
                    assertThat(refundOf(made, units)).isLessThanOrEqualTo(most(before.item(units.itemId()), units)));
        } else {
            long left = placed.row.total() - before.refundable();
            assertThat(left - refundable).isEqualTo(Math.min(left, price(placed, after)));
        }
    }

    private static long refundOf(Correction made, CorrectionRequest.Units units) {
        return made.items().stream()
                .filter(item -> item.itemId() == units.itemId())
                .mapToLong(item -> item.refund().minor())
                .sum();
    }

    /** What the units were charged: those that are named, or the average of all that are left. */
    private static long most(OrderState.Item item, CorrectionRequest.Units units) {
        if (units.choice().isEmpty()) {
            UnitCharges left = item.charges();
            return BigDecimal.valueOf(left.leftTotal())
                    .multiply(BigDecimal.valueOf(units.quantity()))
                    .divide(BigDecimal.valueOf(left.left()), 0, RoundingMode.UP)
                    .longValueExact();
        }
        OrderUnits group = item.row().units().get(units.choice().get(0).group());
        return BigDecimal.valueOf(group.total())
                .multiply(BigDecimal.valueOf(units.quantity()))
                .divide(BigDecimal.valueOf(group.quantity()), 0, RoundingMode.UP)
                .longValueExact();
    }

    private static long price(Placed placed, OrderState after) {
        List<QuoteItem> kept = after.items().stream()
                .filter(item -> item.left() > 0 && item.row().giftRule() == null)
                .map(item -> new QuoteItem(
                        item.row().id(),
                        item.row().variantId(),
                        item.row().productId(),
                        item.row().category(),
                        item.left(),
                        new Money(item.row().unitPrice(), placed.row.currency()),
                        item.row().minUnitPrice() == null
                                ? null
                                : new Money(item.row().minUnitPrice(), placed.row.currency()),
                        null))
                .toList();
        List<QuoteCharge> charges = after.chargesLeft().stream()
                .map(charge -> new QuoteCharge(charge.code(), new Money(charge.amount(), placed.row.currency())))
                .toList();
        return PriceEngine.quote(placed.book, kept, charges, placed.context, placed.policy, AT)
                .total()
                .minor();
    }
}
