package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PricingRulesTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private static String schema;

    private final SettableClock clock = new SettableClock(START);
    private final Holdfast holdfast = Holdfast.builder(TestDatabase.dataSource())
            .schema(schema)
            .clock(clock)
            .build();
    private final PricingRules rules = holdfast.pricing();

    @BeforeAll
    static void migrate() {
        schema = TestDatabase.newSchema();
    }

    @Test
    void a_rule_that_was_added_is_found_as_its_first_revision() {
        RuleRevision added = rules.add(percent("added", 10));
        assertThat(added).isEqualTo(new RuleRevision(percent("added", 10), 1, START, false));
        assertThat(rules.get("added")).isEqualTo(added);
        assertThat(rules.list(PageRequest.first(1000)).items()).contains(added);
    }

    @Test
    void a_code_that_is_taken_is_refused_and_makes_no_book() {
        rules.add(percent("taken", 10));
        long token = token();
        assertThatThrownBy(() -> rules.add(percent("taken", 20)))
                .isInstanceOfSatisfying(
                        TakenException.class, taken -> assertThat(taken.code()).isEqualTo("code_taken"));
        assertThat(token()).isEqualTo(token);
    }

    @Test
    void a_rule_built_in_java_is_held_against_the_limits_too() {
        PricingRule bad = new PricingRule(
                "no spaces",
                null,
                true,
                0,
                null,
                null,
                Target.ITEM,
                Conditions.NONE,
                List.of(new ScopedDiscount(new AmountOff(new Money(-1, USD), Per.UNIT))),
                Stacking.STACKABLE,
                "\u0000",
                null,
                USD);
        assertThatThrownBy(() -> rules.add(bad))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactlyInAnyOrder("/code", "/discount/amount", "/group"));
    }

    @Test
    void a_change_makes_a_revision_and_a_book() {
        rules.add(percent("changed", 10));
        long before = token();
        clock.advance(Duration.ofMinutes(1));
        RuleRevision changed = rules.change("changed", "{\"discount\": {\"percent\": 20}}");
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(changed.changedAt()).isEqualTo(START.plusSeconds(60));
        assertThat(changed.rule().discounts().get(0).discount()).isEqualTo(new PercentOff(new Percent(200_000)));
        assertThat(rules.get("changed")).isEqualTo(changed);
        assertThat(token()).isGreaterThan(before);
    }

    @Test
    void a_change_that_changes_nothing_writes_nothing() {
        RuleRevision added = rules.add(percent("same", 10));
        long token = token();
        assertThat(rules.change("same", "{\"priority\": 100, \"name\": null}")).isEqualTo(added);
        assertThat(token()).isEqualTo(token);
    }

    @Test
    void a_change_that_is_refused_writes_nothing() {
        RuleRevision added = rules.add(percent("refused", 10));
        long token = token();
        assertThatThrownBy(() -> rules.change("refused", "{\"discount\": {\"percent\": 120}, \"x\": 1}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactlyInAnyOrder("/discount/percent", "/x"));
        assertThat(rules.get("refused")).isEqualTo(added);
        assertThat(token()).isEqualTo(token);
    }

    @Test
    void an_archived_rule_is_gone_and_its_code_stays_taken() {
        rules.add(percent("archived", 10));
        assertThat(rules.archive("archived").archived()).isTrue();
        assertThatThrownBy(() -> rules.get("archived"))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("rule_not_found"));
        assertThatThrownBy(() -> rules.archive("archived")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rules.change("archived", "{}")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rules.add(percent("archived", 10))).isInstanceOf(TakenException.class);
        assertThat(rules.list(PageRequest.first(1000)).items())
                .extracting(entry -> entry.rule().code())
                .doesNotContain("archived");
    }

    @Test
    void the_history_of_a_rule_is_paged_and_outlives_it() {
        rules.add(percent("history", 1));
        rules.change("history", "{\"discount\": {\"percent\": 2}}");
        rules.change("history", "{\"discount\": {\"percent\": 3}}");
        rules.archive("history");
        Page<RuleRevision> first = rules.history("history", PageRequest.first(2));
        assertThat(first.items()).extracting(RuleRevision::revision).containsExactly(1, 2);
        assertThat(first.items()).allMatch(RuleRevision::archived);
        Page<RuleRevision> second = rules.history("history", new PageRequest(2, first.nextCursor()));
        assertThat(second.items()).extracting(RuleRevision::revision).containsExactly(3);
        assertThat(second.nextCursor()).isNull();
        assertThatThrownBy(() -> rules.history("never\u0000", PageRequest.first()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rules.history("history", new PageRequest(2, "x")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void rules_are_listed_by_code_a_page_at_a_time() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rules.add(percent("list-" + i, 10));
        }
        rules.change("list-3", "{\"active\": false}");
        String cursor = "list-";
        do {
            Page<RuleRevision> page = rules.list(new RuleFilter(true), new PageRequest(2, cursor));
            page.items().forEach(entry -> codes.add(entry.rule().code()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(codes).startsWith("list-0", "list-1", "list-2", "list-4").isSorted();
    }

    @Test
    void a_quote_sees_a_change_of_the_rules_at_once_and_holds_nothing() {
        long variant = variant("quote", 1_000);
        QuoteRequest request = new QuoteRequest(
                List.of(new QuoteRequest.Line(variant, 2)), null, null, "quote-tier", List.of("no-such"));
        assertThat(rules.quote(request).discountTotal().minor()).isZero();
        rules.add(tiered("quote", 10));
        Quote quote = rules.quote(request);
        assertThat(quote.total()).isEqualTo(new Money(1_800, USD));
        assertThat(quote.pricedAt()).isEqualTo(START);
        assertThat(quote.bookToken()).isEqualTo(token());
        assertThat(quote.explanation()).extracting(RuleOutcome::reason).containsExactly("unknown_promo_code");
        rules.change("quote", "{\"discount\": {\"percent\": 25}}");
        assertThat(rules.quote(request).total()).isEqualTo(new Money(1_500, USD));
        assertThat(rules.quote(request).lines().get(0).explanation())
                .extracting(RuleOutcome::revision)
                .containsExactly(2);
        rules.change("quote", "{\"active\": false}");
        assertThat(rules.quote(request).total()).isEqualTo(new Money(2_000, USD));
        assertThat(reserved(variant)).isZero();
    }

    @Test
    void a_quote_of_nothing_that_is_sold_is_refused() {
        long variant = variant("refused", 1_000);
        assertThatThrownBy(() -> rules.quote(
                        QuoteRequest.of(List.of(new QuoteRequest.Line(variant, 1), new QuoteRequest.Line(987_654, 1)))))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.facts()).containsEntry("variant_id", 987_654L));
        assertThatThrownBy(() -> rules.quote(new QuoteRequest(
                        List.of(new QuoteRequest.Line(variant, 1)),
                        Currency.getInstance("EUR"),
                        null,
                        null,
                        List.of())))
                .hasMessage("lines.0.variant_id: the variant " + variant + " is sold in USD, not in EUR");
        assertThatThrownBy(() -> rules.quote(
                        new QuoteRequest(List.of(new QuoteRequest.Line(variant, 0)), null, null, "\u0000", List.of())))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/lines/0/quantity", "/user_tier"));
        assertThatThrownBy(() -> rules.quote(QuoteRequest.of(List.of()))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_quote_takes_charges_attributes_and_a_policy_of_its_own() {
        long variant = variant("charged", 25);
        rules.add(PricingRule.fromJson("""
                {"code": "charged", "target": "charge", "conditions": {"attributes": [{"name": "shop", "in": ["a"]}]},
                 "discount": {"type": "percent_off", "percent": 50}}
                """, USD));
        QuoteRequest request = new QuoteRequest(
                List.of(new QuoteRequest.Line(variant, 1)),
                null,
                null,
                null,
                List.of(),
                List.of(new QuoteCharge("shipping", new Money(25, USD))),
                null,
                Map.of("shop", "a"),
                PricingPolicy.DEFAULT.withRounding(RoundingMode.HALF_DOWN));
        Quote quote = rules.quote(request);
        assertThat(quote.total()).isEqualTo(new Money(25 + 13, USD));
        assertThat(quote.policy()).isEqualTo("holdfast;rounding=half_down");
        assertThatThrownBy(() -> rules.quote(new QuoteRequest(
                        request.lines(),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(
                                new QuoteCharge("x", new Money(-1, USD)),
                                new QuoteCharge("x", new Money(1, Currency.getInstance("EUR")))),
                        null,
                        Map.of(),
                        null)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/charges/0/amount", "/charges/1/code", "/charges/1/amount"));
    }

    @Test
    void changes_at_once_are_all_kept_and_no_token_is_used_twice() throws Exception {
        rules.add(percent("busy", 1));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> changes = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                String patch = "{\"priority\": " + i + "}";
                String code = "busy-" + i;
                changes.add(threads.submit(() -> {
                    rules.change("busy", patch);
                    rules.add(percent(code, 10));
                }));
            }
            for (Future<?> change : changes) {
                change.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(rules.get("busy").revision()).isEqualTo(41);
        List<Long> tokens = tokensOf("busy");
        assertThat(tokens).hasSize(41).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_slow_change_is_not_overtaken_by_a_later_one() throws Exception {
        rules.add(percent("slow", 1));
        rules.add(percent("fast", 1));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            holdfast.within(connection).pricing().change("slow", "{\"priority\": 1}");
            Future<RuleRevision> later = threads.submit(() -> rules.change("fast", "{\"priority\": 2}"));
            awaitLockWaiter(connection);
            assertThat(later.isDone()).isFalse();
            connection.commit();
            later.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        List<Long> slow = tokensOf("slow");
        List<Long> fast = tokensOf("fast");
        assertThat(slow.get(1)).isLessThan(fast.get(1));
        assertThat(token()).isEqualTo(fast.get(1));
    }

    @Test
    void a_change_that_a_host_rolls_back_leaves_no_trace() throws SQLException {
        long variant = variant("host", 1_000);
        QuoteRequest request =
                new QuoteRequest(List.of(new QuoteRequest.Line(variant, 1)), null, null, "host-tier", List.of());
        long token = token();
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            PricingRules joined = holdfast.within(connection).pricing();
            joined.add(tiered("host", 50));
            assertThat(joined.quote(request).total().minor()).isEqualTo(500);
            connection.rollback();
        }
        assertThat(token()).isEqualTo(token);
        assertThat(rules.quote(request).total().minor()).isEqualTo(1_000);
        rules.add(tiered("host", 10));
        assertThat(rules.quote(request).total().minor()).isEqualTo(900);
    }

    private static PricingRule percent(String code, int percent) {
        // No cart of these tests has the code, so that they keep out of each other's way.
        return PricingRule.fromJson(
                "{\"code\": \"" + code + "\", \"conditions\": {\"promo_code\": \"none\"},"
                        + " \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                USD);
    }

    private static PricingRule tiered(String name, int percent) {
        return PricingRule.fromJson(
                "{\"code\": \"" + name + "\", \"conditions\": {\"user_tiers\": [\"" + name + "-tier\"]},"
                        + " \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                USD);
    }

    private static long variant(String sku, long price) {
        return number("with p as (insert into #products (handle, name, base_price, currency, created_at, updated_at)"
                + " values ('" + sku + "', '" + sku + "', " + price + ", 'USD', now(), now()) returning id),"
                + " v as (insert into #variants (product_id, sku, created_at, updated_at)"
                + " select id, '" + sku + "', now(), now() from p returning id),"
                + " s as (insert into #stock (variant_id, location_id, stock_quantity, reserved_quantity, version)"
                + " select id, 1, 10, 0, 0 from v)"
                + " select id from v");
    }

    private static long reserved(long variant) {
        return number("select reserved_quantity from #stock where variant_id = " + variant);
    }

    private static long token() {
        return number("select token from #rule_book");
    }

    private static List<Long> tokensOf(String code) {
        return numbers("select from_token from #pricing_rule_revisions where code = '" + code + "' order by revision");
    }

    private static void awaitLockWaiter(Connection connection) throws SQLException {
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%"
                + schema + "%rule_book%'";
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 100_000; i++) {
                try (ResultSet row = statement.executeQuery(waiting)) {
                    row.next();
                    if (row.getInt(1) > 0) {
                        return;
                    }
                }
                statement.execute("select pg_stat_clear_snapshot()");
            }
        }
        throw new AssertionError("nobody waits for the lock");
    }

    private static long number(String sql) {
        return numbers(sql).get(0);
    }

    private static List<Long> numbers(String sql) {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("#", schema + "."))) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
