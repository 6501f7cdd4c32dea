package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.Transfer;
import dev.holdfast.transfer.TransferFilter;
import dev.holdfast.transfer.TransferReceipt;
import dev.holdfast.transfer.TransferStatus;
import java.util.List;
import java.util.Objects;

/** Units that are sent from one location to another. */
final class TransferRoutes {
    private TransferRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/transfers", Scope.STOCK_WRITE, TransferRoutes::create),
                Route.get("/transfers", Scope.STOCK_READ, TransferRoutes::list),
                Route.get("/transfers/{transfer_id}", Scope.STOCK_READ, TransferRoutes::show),
                Route.post("/transfers/{transfer_id}/receive", Scope.STOCK_WRITE, TransferRoutes::receive));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        long variantId = fields.requiredId("variant_id");
        String from = fields.requiredText("from", Limits.LOCATION_CODE);
        String to = fields.requiredText("to", Limits.LOCATION_CODE);
        int quantity = fields.requiredInteger("quantity", 1, Limits.STOCK);
        String reference = fields.text("reference", Limits.TEXT);
        TransferStatus status = fields.word("status", TransferStatus.values(), TransferStatus::word);
        fields.finish();
        NewTransfer transfer = new NewTransfer(
                variantId, from, to, quantity, reference, Objects.requireNonNullElse(status, TransferStatus.RECEIVED));
        return shop -> {
            Transfer sent = shop.transfers().create(transfer);
            return Answer.created(Route.BASE + "/transfers/" + sent.id(), sent);
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        TransferFilter filter = new TransferFilter(
                query.word("status", List.of(TransferStatus.values()), TransferStatus::word),
                query.id("variant_id"),
                query.text("location"),
                query.text("reference"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.transfers().list(filter, page));
    }

    private static Endpoint.Command show(ApiRequest request) {
        long id = request.id("transfer");
        request.query().finish();
        return shop -> Answer.ok(shop.transfers().get(id));
    }

    private static Endpoint.Command receive(ApiRequest request) {
        long id = request.id("transfer");
        Fields fields = request.optionalFields();
        Integer quantity = fields.integer("quantity", 0, Limits.STOCK);
        Integer lost = fields.integer("lost_quantity", 0, Limits.STOCK);
        String reason = fields.text("reason", Limits.TEXT);
        fields.finish();
        TransferReceipt receipt = new TransferReceipt(quantity, lost == null ? 0 : lost, reason);
        return shop -> Answer.ok(shop.transfers().receive(id, receipt));
    }
}
