package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.access.Scope;
import dev.holdfast.kit.ComponentUnits;
import dev.holdfast.kit.Kit;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import java.util.List;

/** What variants consist of that are kits. */
final class KitRoutes {
    private KitRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/variants/{variant_id}/components", Scope.CATALOG_READ, KitRoutes::show),
                Route.put("/variants/{variant_id}/components", Scope.CATALOG_WRITE, KitRoutes::change));
    }

    private static Endpoint.Command show(ApiRequest request) {
        long variantId = request.id("variant");
        return shop -> Answer.tagged(shop.kits().of(variantId));
    }

    private static Endpoint.Command change(ApiRequest request) {
        long variantId = request.id("variant");
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        if (!fields.has("components")) {
            fields.fail("components", "is missing");
        }
        List<ComponentUnits> components = fields.objects("components", Limits.COMPONENTS, KitRoutes::component);
        fields.finish();
        return shop -> Answer.tagged(shop.kits().change(variantId, components, condition.on((Kit kit) -> kit)));
    }

    private static ComponentUnits component(Fields fields) {
        return new ComponentUnits(
                fields.requiredId("variant_id"), fields.requiredInteger("quantity", 1, Limits.UNITS_PER_KIT));
    }
}
