package dev.holdfast.pricing;

import dev.holdfast.Holdfast;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** Rules in one schema per class, and access to the tables behind them. */
abstract class PricingRulesStories {
    static final Currency USD = Currency.getInstance("USD");

    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    static String schema;

    final SettableClock clock = new SettableClock(START);

    final Holdfast holdfast = Holdfast.builder(TestDatabase.dataSource())
            .schema(schema)
            .clock(clock)
            .build();

    final PricingRules rules = holdfast.pricing();

    @BeforeAll
    static void migrate() {
        schema = TestDatabase.newSchema();
    }

    static PricingRule percent(String code, int percent) {
        // No cart of these tests has the code, so the tests do not affect each other.
        return PricingRuleJson.read(
                "{\"code\": \"" + code + "\", \"conditions\": {\"promo_code\": \"none\"},"
                        + " \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                USD);
    }

    static long token() {
        return number("select token from #versions");
    }

    static long number(String sql) {
        return numbers(sql).get(0);
    }

    static List<Long> numbers(String sql) {
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
