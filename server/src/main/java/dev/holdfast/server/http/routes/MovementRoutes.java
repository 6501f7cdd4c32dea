package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.inventory.BackorderFilter;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.inventory.StockFilter;
import dev.holdfast.inventory.StockLevels;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Movements of stock, stock levels, and what waits for stock. */
final class MovementRoutes {
    private MovementRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/variants/{variant_id}/movements", Scope.STOCK_WRITE, MovementRoutes::create),
                Route.get("/variants/{variant_id}/movements", Scope.STOCK_READ, MovementRoutes::list),
                Route.get("/variants/{variant_id}/stock", Scope.STOCK_READ, MovementRoutes::stock),
                Route.put("/variants/{variant_id}/stock", Scope.STOCK_WRITE, MovementRoutes::set),
                Route.get("/stock-levels", Scope.STOCK_READ, MovementRoutes::levels),
                Route.get("/backorders", Scope.STOCK_READ, MovementRoutes::backorders));
    }

    private static Endpoint.Command create(ApiRequest request) {
        long variantId = request.id("variant");
        Fields fields = request.fields();
        String kind = fields.requiredText("kind", Limits.TEXT);
        boolean received = kind.equals(MovementKind.RECEIVED.word());
        boolean adjusted = kind.equals(MovementKind.ADJUSTED.word());
        if (!received && !adjusted && !kind.isEmpty()) {
            fields.fail("kind", Text.shown(kind) + " is neither \"received\" nor \"adjusted\"");
        }
        int quantity = fields.requiredInteger("quantity", received ? 1 : -Limits.STOCK, Limits.STOCK);
        if (adjusted && quantity == 0) {
            fields.fail("quantity", "cannot be 0");
        }
        String reason = adjusted ? fields.requiredText("reason", Limits.TEXT) : fields.text("reason", Limits.TEXT);
        if (received && reason != null) {
            fields.fail("reason", "is only for \"adjusted\"; use reference for the documents of a delivery");
        }
        String reference = fields.text("reference", Limits.TEXT);
        String location = fields.text("location", Limits.LOCATION_CODE);
        fields.finish();
        return shop -> {
            Inventory inventory = at(shop, location);
            LedgerEntry entry = received
                    ? inventory.receive(variantId, quantity, reference)
                    : inventory.adjust(variantId, quantity, String.valueOf(reason), reference);
            return Answer.created(entry);
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        long variantId = request.id("variant");
        Query query = request.query();
        String location = query.text("location");
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(at(shop, location).movements(variantId, page));
    }

    private static Endpoint.Command set(ApiRequest request) {
        long variantId = request.id("variant");
        Fields fields = request.fields();
        int quantity = fields.requiredInteger("stock_quantity", 0, Limits.STOCK);
        Integer expected = fields.integer("expected_stock_quantity", 0, Limits.STOCK);
        String reason = fields.requiredText("reason", Limits.TEXT);
        String reference = fields.text("reference", Limits.TEXT);
        String location = fields.text("location", Limits.LOCATION_CODE);
        fields.finish();
        return shop -> {
            Inventory inventory = at(shop, location);
            inventory.set(variantId, quantity, expected, reason, reference);
            return Answer.ok(inventory.levelAt(variantId, null));
        };
    }

    private static Endpoint.Command stock(ApiRequest request) {
        long variantId = request.id("variant");
        Query query = request.query();
        String location = query.text("location");
        Instant at = query.instant("at");
        query.finish();
        return shop -> Answer.ok(at(shop, location).levelAt(variantId, at));
    }

    private static Endpoint.Command levels(ApiRequest request) {
        Query query = request.query();
        StockFilter filter = new StockFilter(query.ids("variant_id"), query.texts("sku"), query.words("locations"));
        boolean isLow = Boolean.TRUE.equals(query.truth("low"));
        boolean expands = query.word("expand", List.of("locations"), word -> word) != null;
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(
                shop.inventory().levels(isLow ? filter.onlyLow() : filter, page),
                levels -> expands ? levels : StockSum.of(levels));
    }

    private static Endpoint.Command backorders(ApiRequest request) {
        Query query = request.query();
        BackorderFilter filter = new BackorderFilter(
                query.id("variant_id"), query.text("sku"), query.id("order_id"), query.text("location"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.inventory().backorders(filter, page));
    }

    /** The stock at a location; null for the default one. */
    static Inventory at(Holdfast shop, @Nullable String location) {
        return location == null ? shop.inventory() : shop.inventory().at(location);
    }

    /** The sum over locations alone. */
    private record StockSum(
            long variantId,
            String sku,
            long stockQuantity,
            long reservedQuantity,
            long backorderedQuantity,
            long availableQuantity,
            long inTransitQuantity) {
        static StockSum of(StockLevels levels) {
            return new StockSum(
                    levels.variantId(),
                    levels.sku(),
                    levels.stockQuantity(),
                    levels.reservedQuantity(),
                    levels.backorderedQuantity(),
                    levels.availableQuantity(),
                    levels.inTransitQuantity());
        }
    }
}
