package dev.holdfast.pricing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.PricingRules;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Currency USD = Currency.getInstance("USD");

    private final TestShop shop = new TestShop();
    private final PricingRules rules = shop.holdfast.pricing();
    private final Instant from = TestShop.START;
    private final Instant to = TestShop.START.plus(Duration.ofDays(1));

    private static PricingRule rule(String json) {
        return PricingRuleJson.read(json.replace('\'', '"'), USD);
    }

    private static PricingRule percent(String code, int percent) {
        return rule("{'code': '" + code + "', 'discount': {'type': 'percent_off', 'percent': " + percent + "}}");
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }

    private SimulationReport simulate(SimulationRequest request) {
        List<Long> progress = new ArrayList<>();
        SimulationReport report = rules.simulate(request, progress::add);
        assertThat(progress).hasSize((int) report.priced());
        return report;
    }

    @Test
    void orders_and_open_carts_are_compared_with_what_they_cost() {
        rules.add(percent("TEN", 10));
        Variant variant = shop.variant("10.00", 100);
        Order small = shop.checkOut(shop.cartWith(variant, 1));
        Order large = shop.checkOut(shop.cartWith(variant, 5));
        long cart = shop.cartWith(variant, 2);
        shop.cart();

        SimulationReport report = simulate(SimulationRequest.of(List.of(percent("TEN", 20)), from, to));

        assertThat(report.priced()).isEqualTo(3);
        SimulationReport.Effect effect = report.effects().get(0);
        assertThat(effect)
                .extracting("currency", "priced", "paysMore", "paysLess", "unchanged")
                .containsExactly("USD", 3L, 0L, 3L, 0L);
        assertThat(List.of(effect.before(), effect.after(), effect.difference()))
                .containsExactly(usd(7_200), usd(6_400), usd(-800));
        assertThat(effect.largest())
                .extracting(change -> change.kind() + " " + change.name() + " " + change.difference())
                .containsExactly(
                        "order " + large.number() + " " + usd(-500),
                        "cart " + cart + " " + usd(-200),
                        "order " + small.number() + " " + usd(-100));
        assertThat(rules.get("TEN").revision()).isEqualTo(1);
    }

    @Test
    void an_order_that_was_cancelled_is_left_out() {
        rules.add(percent("TEN", 10));
        Variant variant = shop.variant("10.00", 100);
        Order kept = shop.checkOut(shop.cartWith(variant, 1));
        Order cancelled = shop.checkOut(shop.cartWith(variant, 5));
        shop.holdfast.orders().cancel(cancelled.id(), NewCancellation.all());

        SimulationReport report = simulate(SimulationRequest.of(List.of(percent("TEN", 20)), from, to));

        assertThat(report.effects().get(0).largest())
                .extracting(SimulationReport.Change::name)
                .containsExactly(kept.number());
    }

    @Test
    void the_current_rules_change_nothing() {
        rules.add(percent("TEN", 10));
        rules.add(rule("{'code': 'CODE', 'target': 'order', 'conditions': {'promo_code': 'X'},"
                + " 'discount': {'type': 'amount_off', 'amount': 1}}"));
        Variant variant = shop.variant("9.99", 100);
        shop.checkOut(shop.cartWith(variant, 3));
        shop.cartWith(variant, 2);

        SimulationReport report = simulate(SimulationRequest.of(List.of(), from, to));

        assertThat(report.effects()).singleElement().returns(2L, SimulationReport.Effect::unchanged);
        assertThat(report.effects().get(0).largest()).isEmpty();
    }

    @Test
    void a_cart_is_compared_with_the_price_by_its_own_book() {
        rules.add(percent("TEN", 10));
        shop.cartWith(shop.variant("10.00", 100), 1);
        rules.change("TEN", "{\"discount\": {\"percent\": 50}}");

        SimulationReport.Effect effect =
                simulate(SimulationRequest.of(List.of(), from, to)).effects().get(0);

        assertThat(effect.before()).isEqualTo(usd(900));
        assertThat(effect.after()).isEqualTo(usd(500));
    }

    /** Of the orders of a buyer one was the first, whichever rules there were at its time. */
    @Test
    void the_orders_of_a_buyer_are_counted_as_of_their_moment() {
        Variant variant = shop.variant("10.00", 100);
        for (String user : List.of("ada", "bob", "ada", "ada")) {
            long cart = shop.cartOf(user);
            shop.put(cart, variant, 1);
            shop.checkOut(cart);
        }
        shop.checkOut(shop.cartWith(variant, 1));
        for (String user : List.of("ada", "eve")) {
            shop.put(shop.cartOf(user), variant, 1);
        }
        PricingRule second = nth(2);

        SimulationReport.Effect first = simulate(SimulationRequest.of(List.of(nth(1)), from, to))
                .effects()
                .get(0);

        assertThat(first)
                .extracting("priced", "paysLess", "unchanged", "difference")
                .containsExactly(7L, 3L, 4L, usd(-1_500));
        assertThat(first.largest())
                .extracting(SimulationReport.Change::userId)
                .containsExactlyInAnyOrder("ada", "bob", "eve");
        assertThat(simulate(SimulationRequest.of(List.of(second), from, to))
                        .effects()
                        .get(0)
                        .largest())
                .singleElement()
                .satisfies(change -> assertThat(List.of(change.kind(), String.valueOf(change.userId())))
                        .containsExactly("order", "ada"));
        rules.add(nth(4));
        long cart = shop.cartOf("ada");
        shop.put(cart, variant, 1);
        assertThat(simulate(new SimulationRequest(List.of(), true, Set.of(), false, null, from, to, false, true))
                        .effects()
                        .get(0)
                        .difference())
                .isEqualTo(usd(500));
    }

    private static PricingRule nth(int number) {
        return rule("{'code': 'NTH', 'conditions': {'nth_order': " + number
                + "}, 'discount': {'type': 'percent_off', 'percent': 50}}");
    }

    @Test
    void the_charges_of_an_open_cart_are_part_of_what_it_costs() {
        long cart = shop.cartWith(shop.variant("10.00", 100), 1);
        shop.holdfast.carts().setCharge(cart, new NewCharge("shipping", null, usd(500)));

        SimulationReport.Effect effect =
                simulate(SimulationRequest.of(List.of(), from, to)).effects().get(0);

        assertThat(List.of(effect.before(), effect.after())).containsExactly(usd(1_500), usd(1_500));
    }

    @Test
    void drafts_are_simulated_alone_or_with_other_rules_regardless_of_dates() {
        rules.add(percent("TEN", 10));
        rules.add(rule("{'code': 'DRAFT', 'active': false, 'starts_at': '2027-01-01T00:00:00Z',"
                + " 'discount': {'type': 'percent_off', 'percent': 50}}"));
        shop.checkOut(shop.cartWith(shop.variant("10.00", 100), 1));

        assertThat(after(request(false, false))).isEqualTo(usd(900));
        assertThat(after(request(false, true))).isEqualTo(usd(450));
        assertThat(after(request(true, true))).isEqualTo(usd(500));
        assertThatThrownBy(() -> simulate(
                        new SimulationRequest(List.of(), false, Set.of("NOTHING"), false, null, from, to, true, true)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("drafts: there is no rule \"NOTHING\"");
    }

    private SimulationRequest request(boolean alone, boolean ignoreDates) {
        return new SimulationRequest(List.of(), alone, Set.of("DRAFT"), ignoreDates, null, from, to, true, true);
    }

    private Money after(SimulationRequest request) {
        return simulate(request).effects().get(0).after();
    }

    @Test
    void the_period_includes_its_start_but_not_its_end() {
        Variant variant = shop.variant("10.00", 100);
        shop.checkOut(shop.cartWith(variant, 1));
        shop.clock.advance(Duration.ofHours(1));
        shop.checkOut(shop.cartWith(variant, 1));
        Instant second = shop.clock.instant();

        assertThat(simulate(SimulationRequest.of(List.of(), from, second)).priced())
                .isEqualTo(1);
        assertThat(simulate(SimulationRequest.of(List.of(), second, second.plusSeconds(1)))
                        .priced())
                .isEqualTo(1);
        assertThat(simulate(SimulationRequest.of(List.of(), from, second.plusSeconds(1)))
                        .priced())
                .isEqualTo(2);
    }

    @Test
    void sums_include_all_carts_and_the_largest_changes_are_kept() {
        long seed = Seed.of(SimulationTest.class);
        Random random = new Random(seed);
        RuleBook book = RuleBook.of(1, List.of(new RuleRevision(percent("R", 10), 1, Instant.EPOCH, false)));
        Simulation simulation = new Simulation(book, null);
        long before = 0;
        long after = 0;
        List<Long> differences = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long price = random.nextInt(100_000);
            long total = random.nextInt(100_000);
            simulation.add(new SimulatedCart(
                    "order",
                    Integer.toString(i),
                    List.of(new QuoteItem(1, 1, 1, null, 1, usd(price))),
                    List.of(),
                    PricingContext.anonymous(USD),
                    PricingPolicy.DEFAULT,
                    from,
                    usd(total)));
            long now = price - (price * 10 + 50) / 100;
            before += total;
            after += now;
            differences.add(now - total);
        }

        SimulationReport.Effect effect = simulation.report().effects().get(0);

        assertThat(List.of(effect.before(), effect.after(), effect.difference()))
                .as("seed %d", seed)
                .containsExactly(usd(before), usd(after), usd(after - before));
        assertThat(effect.largest())
                .as("seed %d", seed)
                .extracting(change -> Math.abs(change.difference().minor()))
                .containsExactlyElementsOf(differences.stream()
                        .map(Math::abs)
                        .sorted((one, other) -> Long.compare(other, one))
                        .limit(SimulationReport.LARGEST)
                        .toList());
        assertThat(Map.of("more", effect.paysMore(), "less", effect.paysLess()))
                .isEqualTo(Map.of(
                        "more", differences.stream().filter(it -> it > 0).count(),
                        "less", differences.stream().filter(it -> it < 0).count()));
    }

    @Test
    void a_gift_that_is_not_earned_is_left_out() {
        RuleBook book = RuleBook.of(1, List.of());
        Simulation simulation = new Simulation(book, null);
        simulation.add(new SimulatedCart(
                "order",
                "1",
                List.of(
                        new QuoteItem(1, 1, 1, null, 1, usd(1_000)),
                        new QuoteItem(2, 2, 2, null, 1, usd(500), null, "GIFT")),
                List.of(new QuoteCharge("shipping", usd(100))),
                PricingContext.anonymous(USD),
                PricingPolicy.DEFAULT,
                from,
                usd(1_100)));
        assertThat(simulation.report().effects()).singleElement().returns(1L, SimulationReport.Effect::unchanged);
    }

    @Test
    void nothing_is_written() {
        rules.add(percent("TEN", 10));
        shop.checkOut(shop.cartWith(shop.variant("10.00", 100), 1));
        simulate(SimulationRequest.of(List.of(percent("NEW", 5)), from, to));
        assertThat(rules.list(PageRequest.first(10)).items())
                .extracting(entry -> entry.rule().code())
                .containsExactly("TEN");
    }
}
