package dev.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.sweep.SweepOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each side of a comparison runs on the schema of today. */
class SidesTest {
    private static final int VARIANTS = 100;
    private static final int HOUR_AGO = -3600;

    @TempDir
    private Path directory;

    private Postgres postgres;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        postgres = Postgres.start(directory, true, List.of());
        stage = new Stage(
                postgres, Options.of(new String[] {"--rounds", "1", "--variants", String.valueOf(VARIANTS)}, Set.of()));
        stage.fill(VARIANTS);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        postgres.close();
    }

    @Test
    void eachSideWorks() throws Exception {
        Holdfast shop = stage.shop();
        Reservations reservations = new Reservations(stage, false);
        works(reservations.library(shop, 4), "reserved");
        works(reservations.statement(4), "reserved");
        works(reservations.transaction(4), "reserved");
        Checkouts checkouts = new Checkouts(stage, true);
        works(checkouts.library(shop, 4), "sold");
        works(checkouts.statement(4), "sold");

        stage.addHeldCarts(10, 2, false, HOUR_AGO * 2);
        assertThat(shop.sweeper().sweep(SweepOptions.defaults()).items()).isEqualTo(20);
        stage.addHeldCarts(10, 2, false, HOUR_AGO * 2);
        try (Connection connection = stage.connect()) {
            Sql.of("sweep.sql").run(connection, Map.of());
        }

        Splits splits = new Splits(stage, shop);
        works(splits.named(), "reserved");
        works(splits.fromAny(), "reserved");
        works(splits.fromEach(), "reserved");
        assertThat(stage.number("select count(distinct location_id) from holdfast.cart_items"))
                .isEqualTo(3);
        assertThat(stage.contradictions()).isZero();
    }

    private void works(Comparison.Side side, String movement) throws Exception {
        String sql = "select count(*) from holdfast.stock_ledger where kind = '" + movement + "'";
        long before = stage.number(sql);
        Duration time = Duration.ofMillis(100);
        side.prepare(time);
        side.run(time);
        assertThat(stage.number(sql)).isGreaterThan(before);
    }
}
