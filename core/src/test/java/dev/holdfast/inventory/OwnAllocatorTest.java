package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.location.NewLocation;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.testing.StockAllocatorContract;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The allocator that {@code docs/stock.md} shows. */
class OwnAllocatorTest {
    private static Holdfast shop(DataSource dataSource, TestShop shop) {
        return Holdfast.builder(dataSource)
                .stockAllocator(shopsFirst())
                .schema(shop.schema)
                .clock(shop.clock)
                .build();
    }

    // docs:start
    /** Takes from shops before the warehouses, in the order of their priority. */
    static StockAllocator shopsFirst() {
        return request -> {
            List<Integer> units =
                    new ArrayList<>(Collections.nCopies(request.places().size(), 0));
            int left = request.quantity();
            for (boolean warehouse : new boolean[] {false, true}) {
                for (int i = 0; i < units.size(); i++) {
                    StockAllocator.Place place = request.places().get(i);
                    if (place.location().startsWith("warehouse") == warehouse) {
                        units.set(i, Math.min(left, place.available()));
                        left -= units.get(i);
                    }
                }
            }
            return units;
        };
    }
    // docs:end

    @Test
    void shopsGiveBeforeTheWarehouse() {
        TestShop shop = new TestShop();
        shop.holdfast.locations().create(new NewLocation("warehouse-1", "Warehouse", 1, true));
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 20, true));
        Variant tee = shop.variant(2);
        shop.holdfast.inventory().at("warehouse-1").receive(tee.id(), 9, null);
        shop.holdfast.inventory().at("berlin").receive(tee.id(), 3, null);

        CartItem item = shop(TestDatabase.dataSource(), shop)
                .carts()
                .put(shop.cart(), PutItem.of(tee.id(), 9))
                .cart()
                .items()
                .get(0);

        assertThat(item.holds().stream().collect(Collectors.toMap(CartItem.Hold::location, CartItem.Hold::quantity)))
                .isEqualTo(Map.of("berlin", 3, "default", 2, "warehouse-1", 4));
    }

    @Test
    void keepsTheContract() {
        StockAllocatorContract.check(shopsFirst(), 42);
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/holdfast/inventory/OwnAllocatorTest.java"));
        String region = test.substring(
                test.indexOf('\n', test.indexOf("// docs:start")) + 1,
                test.lastIndexOf('\n', test.indexOf("// docs:end")));

        assertThat(Files.readString(Path.of("../docs/stock.md"))).contains(region.stripIndent());
    }
}
