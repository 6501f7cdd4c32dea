package dev.holdfast.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@link StockWriters} against the sources, and against texts that were planted to break it. */
@Tag("quick")
class StockWritersTest {
    private static final Path OWNER = Path.of("dev/holdfast/internal/stock");

    @ParameterizedTest
    @ValueSource(strings = {"core", "server", "cli"})
    void onlyTheRoomOfStockWritesCountersAndLedger(String module) {
        Path sources = Path.of("..", module, "src", "main", "java");

        assertThat(sources).isDirectory();
        assertThat(StockWriters.offendersIn(sources)).isEmpty();
    }

    @Test
    void theRoomOfStockDoesWriteThem() throws Exception {
        Path movements =
                Path.of("..", "core", "src", "main", "java").resolve(OWNER).resolve("Movements.java");

        assertThat(StockWriters.writesIn(Files.readString(movements)))
                .contains("insert into #stock", "update #stock", "insert into #stock_ledger");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into #stock (variant_id, location_id) values (1, 1)",
                "with moved as (UPDATE #stock s set stock_quantity = 0)",
                "insert\n  into #stock_ledger (version)",
                "update only #stock_ledger set at = now()",
                "delete from #stock_ledger where version = 3",
                "delete from \"holdfast\".\"stock\"",
                "truncate table %s.stock",
                "merge into #stock as s"
            })
    void aPlantedWriterIsFound(String statement, @TempDir Path sources) throws Exception {
        Path planted = sources.resolve("dev/holdfast/cart/Planted.java");
        Files.createDirectories(planted.getParent());
        Files.writeString(planted, "class Planted { String sql = \"\"\"\n" + statement + "\"\"\"; }");

        assertThat(StockWriters.offendersIn(sources)).containsExactly(planted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from #stock for no key update",
                "select version from #stock_ledger",
                "update #stock_takings set done = true",
                "people update stock here"
            })
    void aReaderIsNot(String statement) {
        assertThat(StockWriters.writesIn(statement)).isEmpty();
    }
}
