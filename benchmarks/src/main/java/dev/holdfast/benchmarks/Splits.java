package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.PutItem;
import dev.holdfast.location.NewLocation;
import dev.holdfast.spi.StockAllocator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Three units of a variant that lies at three locations, for a cart that has nothing yet. */
final class Splits {
    private static final int CALLERS = 64;
    private static final int MOST_PER_SECOND = 40_000;
    private static final int UNITS = 3;
    private static final List<String> OTHERS = List.of("berlin", "hamburg");
    private static final StockAllocator ONE_EACH = request -> Collections.nCopies(
            request.places().size(), request.quantity() / request.places().size());

    private final Stage stage;
    private final Holdfast shop;
    private final CartLoad load;

    /** Adds two locations to a shop, and stocks them. */
    Splits(Stage stage, Holdfast shop) throws SQLException {
        this.stage = stage;
        this.shop = shop;
        this.load = new CartLoad(stage, stage::addCarts, MOST_PER_SECOND);
        for (String code : OTHERS) {
            shop.locations().create(NewLocation.of(code, code));
        }
        try (Connection connection = stage.connect()) {
            Sql.of("seed-locations.sql").run(connection, Map.of());
        }
        stage.settle();
    }

    /** From a location that the put names. */
    Comparison.Side named() {
        return puts(shop, List.of("default"));
    }

    /** From whichever location has all of them. */
    Comparison.Side fromAny() {
        return puts(shop, null);
    }

    /** One from each location. */
    Comparison.Side fromEach() {
        return puts(stage.builder().stockAllocator(ONE_EACH).build(), null);
    }

    private Comparison.Side puts(Holdfast server, @Nullable List<String> locations) {
        return load.calls(
                CALLERS,
                () -> () -> server.carts()
                        .put(load.cart(), PutItem.of(variant(), UNITS).from(locations)));
    }

    private long variant() {
        return ThreadLocalRandom.current().nextLong(stage.variants()) + 1;
    }
}
