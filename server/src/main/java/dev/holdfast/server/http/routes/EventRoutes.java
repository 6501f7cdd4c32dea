package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.EventType;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Query;
import java.util.List;

/** What happened in the shop. */
final class EventRoutes {
    private EventRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/events", Scope.EVENTS_READ, EventRoutes::list),
                Route.get("/events/progress", Scope.EVENTS_READ, EventRoutes::progress));
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        EventFilter filter = filter(query);
        String after = query.text("after");
        Long limit = query.whole("limit", query.text("limit"), 1, Limits.PAGE);
        query.finish();
        return new EventReading(after, filter, limit == null ? PageRequest.DEFAULT_LIMIT : limit.intValue());
    }

    private static EventFilter filter(Query query) {
        EventFilter ofTypes = EventFilter.of(query.words("types", List.of(EventType.values()), EventType::word));
        String subject = query.text("subject");
        return subject == null ? ofTypes : ofTypes.about(subject);
    }

    private static Endpoint.Command progress(ApiRequest request) {
        request.query().finish();
        return shop -> Answer.ok(shop.events().progress());
    }
}
