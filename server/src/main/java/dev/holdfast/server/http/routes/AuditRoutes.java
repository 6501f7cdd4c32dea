package dev.holdfast.server.http.routes;

import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditSubject;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Query;
import java.util.List;

/** Who changed what. */
final class AuditRoutes {
    private AuditRoutes() {}

    static List<Route> all() {
        return List.of(Route.get("/audit-log", Scope.AUDIT_READ, AuditRoutes::list));
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        AuditFilter filter = new AuditFilter(
                query.text("actor"),
                query.word("subject_kind", List.of(AuditSubject.values()), AuditSubject::word),
                query.text("subject_id"),
                query.instant("from"),
                query.instant("to"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.audit().list(filter, page));
    }
}
