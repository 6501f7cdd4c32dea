package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Concurrent changes of rules create one book after another. */
class RuleBookTokensTest extends PricingRulesStories {
    @Test
    void concurrent_changes_are_all_kept_and_no_token_is_repeated() throws Exception {
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

    private static List<Long> tokensOf(String code) {
        return numbers("select from_token from #pricing_rule_revisions where code = '" + code + "' order by revision");
    }

    private static void awaitLockWaiter(Connection connection) throws SQLException {
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%"
                + schema + "%versions%'";
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
        throw new AssertionError("no transaction is waiting for the lock");
    }
}
