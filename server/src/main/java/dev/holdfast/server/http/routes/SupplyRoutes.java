package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.access.Scope;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.SupplyView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How variants are sold. */
final class SupplyRoutes {
    private SupplyRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/variants/{variant_id}/supply", Scope.STOCK_READ, SupplyRoutes::show),
                Route.patch("/variants/{variant_id}/supply", Scope.STOCK_WRITE, SupplyRoutes::change));
    }

    private static Endpoint.Command show(ApiRequest request) {
        long variantId = request.id("variant");
        String location = location(request);
        return shop ->
                Answer.tagged(SupplyView.of(MovementRoutes.at(shop, location).supply(variantId)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        long variantId = request.id("variant");
        String location = location(request);
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        Patch<PreorderChange> preorder = fields.patch("preorder", member -> fields.object(member, PreorderChange::of));
        PreorderChange members = preorder.value();
        SupplyChange change = new SupplyChange(
                fields.patch("safety_stock", member -> fields.integer(member, 0, Limits.STOCK)),
                fields.patch("backorder_limit", member -> fields.integer(member, 0, Limits.STOCK)),
                members == null ? cleared(preorder) : members.limit,
                members == null ? cleared(preorder) : members.availableAt,
                fields.patch("tracked", fields::truth),
                fields.patch("reorder_point", member -> fields.integer(member, 0, Limits.STOCK)));
        fields.finish();
        return shop -> Answer.tagged(SupplyView.of(
                MovementRoutes.at(shop, location).changeSupply(variantId, change, condition.on(SupplyView::of))));
    }

    private static <T> Patch<T> cleared(Patch<PreorderChange> preorder) {
        return preorder.present() ? Patch.set(null) : Patch.keep();
    }

    /** A change of a preorder, whose members are merged. */
    private record PreorderChange(Patch<Integer> limit, Patch<Instant> availableAt) {
        static PreorderChange of(Fields fields) {
            return new PreorderChange(
                    fields.patch("limit", member -> fields.integer(member, 0, Limits.STOCK)),
                    fields.patch("available_at", fields::instant));
        }
    }

    private static @Nullable String location(ApiRequest request) {
        Query query = request.query();
        String location = query.text("location");
        query.finish();
        return location;
    }
}
