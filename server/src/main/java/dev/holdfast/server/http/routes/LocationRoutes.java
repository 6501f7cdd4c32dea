package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.access.Scope;
import dev.holdfast.location.Location;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Query;
import java.util.List;
import java.util.function.Function;

/** Places where stock lies. */
final class LocationRoutes {
    private LocationRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/locations", Scope.STOCK_WRITE, LocationRoutes::create),
                Route.get("/locations", Scope.STOCK_READ, LocationRoutes::list),
                Route.get("/locations/{code}", Scope.STOCK_READ, LocationRoutes::show),
                Route.patch("/locations/{code}", Scope.STOCK_WRITE, LocationRoutes::change));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        String code = fields.requiredText("code", Limits.LOCATION_CODE);
        String name = fields.requiredText("name", Limits.NAME);
        Integer priority = fields.integer("priority", 0, Location.MAX_PRIORITY);
        Boolean active = fields.truth("active");
        Boolean sells = fields.truth("sells");
        fields.finish();
        NewLocation location = new NewLocation(
                code, name, priority == null ? Location.DEFAULT_PRIORITY : priority, active == null || active, sells);
        return shop -> {
            Location added = shop.locations().create(location);
            return Answer.createdTagged(Route.BASE + "/locations/" + added.code(), added);
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.locations().list(page));
    }

    private static Endpoint.Command show(ApiRequest request) {
        String code = code(request);
        request.query().finish();
        return shop -> Answer.tagged(shop.locations().get(code));
    }

    private static Endpoint.Command change(ApiRequest request) {
        String code = code(request);
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        Patch<String> name = fields.patchRequired("name", member -> fields.text(member, Limits.NAME));
        Patch<Integer> priority =
                fields.patchRequired("priority", member -> fields.integer(member, 0, Location.MAX_PRIORITY));
        Patch<Boolean> active = fields.patchRequired("active", fields::truth);
        Patch<Boolean> sells = fields.patchRequired("sells", fields::truth);
        fields.refuse("code", "the code of a location never changes");
        fields.finish();
        return shop -> Answer.tagged(shop.locations()
                .change(code, new LocationChange(name, priority, active, sells), condition.on(Function.identity())));
    }

    private static String code(ApiRequest request) {
        return request.name("location", "code", "location");
    }
}
