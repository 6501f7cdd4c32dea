package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.EventType;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Query;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What happened in the shop. */
final class EventRoutes {
    private static final int MOST_WAIT_SECONDS = 30;

    // As many as a stream keeps in memory.
    private static final int STREAM_PAGE = 100;

    private EventRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/events", Scope.EVENTS_READ, EventRoutes::list),
                Route.get("/events/stream", Scope.EVENTS_READ, EventRoutes::stream),
                Route.get("/events/progress", Scope.EVENTS_READ, EventRoutes::progress));
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        EventFilter filter = filter(query);
        String after = query.text("after");
        Long limit = query.whole("limit", query.text("limit"), 1, Limits.PAGE);
        Long wait = query.whole("wait", query.text("wait"), 0, MOST_WAIT_SECONDS);
        query.finish();
        return new EventReading(
                after,
                filter,
                limit == null ? PageRequest.DEFAULT_LIMIT : limit.intValue(),
                Duration.ofSeconds(wait == null ? 0 : wait));
    }

    private static Endpoint.Command stream(ApiRequest request) {
        Query query = request.query();
        EventFilter filter = filter(query);
        String after = query.text("after");
        query.finish();
        String last = request.lastEventId();
        String cursor = last == null ? Objects.requireNonNullElse(after, EventReading.LATEST) : last;
        return new EventSubscription(
                new EventReading(cursor, filter, STREAM_PAGE, Duration.ZERO),
                last == null ? "after" : ApiRequest.LAST_EVENT_ID);
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
