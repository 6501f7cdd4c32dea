package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process chooses where units come from as its configuration says. */
class AllocationTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', 3, berlin=3",
        "one_place_first, 3, berlin=3",
        "one_place_first, 12, berlin=4 default=8",
        "fewest_places, 3, berlin=3",
        "fewest_places, 12, default=9 hamburg=3",
        "most_stock, 3, default=3",
        "most_stock, 12, default=9 hamburg=3"
    })
    void unitsComeFromWhereTheVariableSays(String allocation, int quantity, String holds) {
        TestShop shop = new TestShop();
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        shop.holdfast.locations().create(new NewLocation("hamburg", "Hamburg", 200, true));
        Variant tee = shop.variant(9);
        shop.holdfast.inventory().at("berlin").receive(tee.id(), 4, null);
        shop.holdfast.inventory().at("hamburg").receive(tee.id(), 5, null);
        HoldfastBuilder builder = shop.builder();
        Configuration.load(Map.of("HOLDFAST_ALLOCATION", allocation, "HOLDFAST_SCHEMA", shop.schema), directory)
                .applyTo(builder);
        Holdfast configured = builder.build();

        CartItem item = configured
                .carts()
                .put(shop.cart(), PutItem.of(tee.id(), quantity))
                .cart()
                .items()
                .get(0);

        assertThat(item.holds().stream().map(hold -> hold.location() + "=" + hold.quantity()))
                .containsExactlyInAnyOrder(holds.split(" "));
    }

    @Test
    void anotherWordIsRefused() {
        Map<String, String> environment = Map.of("HOLDFAST_ALLOCATION", "nearest");

        assertThatThrownBy(() -> Configuration.load(environment, directory))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("HOLDFAST_ALLOCATION")
                .hasMessageContaining("one_place_first, fewest_places, most_stock");
    }
}
