package dev.holdfast.cli.stock;

import dev.holdfast.cart.CartItem;
import dev.holdfast.cli.output.Column;
import dev.holdfast.location.Location;
import dev.holdfast.order.OrderItem;
import java.util.List;
import java.util.stream.Stream;

/** Where the units of items come from, as rows of a table: of those that do not come from the default location alone. */
public final class Places {
    /** The columns of the rows. */
    public static final List<Column> COLUMNS =
            Column.list("item_id# sku! variant_id# location quantity# backordered=backordered_quantity#");

    /** A row. */
    private record Place(
            int itemId, String sku, long variantId, String location, int quantity, int backorderedQuantity) {}

    private Places() {}

    /** Where items of a cart or a checkout session are reserved. */
    public static List<?> held(List<CartItem> items) {
        return items.stream()
                .flatMap(item -> elsewhere(item.holds().stream()
                        .map(hold -> new Place(
                                item.id(),
                                item.sku(),
                                hold.variantId(),
                                hold.location(),
                                hold.quantity(),
                                hold.backorderedQuantity()))
                        .toList()))
                .toList();
    }

    /** Where items of an order came from. */
    public static List<?> sold(List<OrderItem> items) {
        return items.stream()
                .flatMap(item -> elsewhere(item.sources().stream()
                        .map(source -> new Place(
                                item.id(),
                                item.sku(),
                                source.variantId(),
                                source.location(),
                                source.quantity(),
                                source.backorderedQuantity()))
                        .toList()))
                .toList();
    }

    private static Stream<Place> elsewhere(List<Place> places) {
        return places.stream().allMatch(place -> place.location().equals(Location.DEFAULT))
                ? Stream.of()
                : places.stream();
    }
}
