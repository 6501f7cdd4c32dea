package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.access.Scope;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Orders;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.order.UnitChoice;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import java.util.List;
import java.util.Objects;

/** What happens to orders after they were placed: cancellations, returns, fulfilments and payments. */
final class CorrectionRoutes {
    private CorrectionRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/orders/{order_id}/cancellations", Scope.ORDERS_WRITE, CorrectionRoutes::cancel),
                Route.post("/orders/{order_id}/returns", Scope.ORDERS_WRITE, CorrectionRoutes::takeBack),
                Route.post("/orders/{order_id}/fulfilments", Scope.ORDERS_WRITE, CorrectionRoutes::fulfil),
                Route.post("/orders/{order_id}/payments", Scope.ORDERS_WRITE, CorrectionRoutes::pay));
    }

    private static Endpoint.Command cancel(ApiRequest request) {
        long id = request.id("order");
        Condition condition = request.ifMatch();
        Fields fields = request.optionalFields();
        NewCancellation cancellation = new NewCancellation(
                fields.objects("items", Limits.CORRECTION_ENTRIES, CorrectionRoutes::units),
                charges(fields),
                fields.amount("refund_total"),
                fields.text("reason", Limits.TEXT));
        fields.finish();
        return shop -> created(id, orders(shop, condition).cancel(id, cancellation));
    }

    private static Endpoint.Command takeBack(ApiRequest request) {
        long id = request.id("order");
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        NewReturn returned = new NewReturn(
                fields.objects("items", Limits.CORRECTION_ENTRIES, CorrectionRoutes::returned),
                charges(fields),
                fields.amount("refund_total"),
                fields.text("reason", Limits.TEXT));
        fields.finish();
        return shop -> created(id, orders(shop, condition).takeBack(id, returned));
    }

    private static Endpoint.Command fulfil(ApiRequest request) {
        long id = request.id("order");
        Condition condition = request.ifMatch();
        Fields fields = request.optionalFields();
        NewFulfilment fulfilment = new NewFulfilment(
                fields.objects("items", Limits.CORRECTION_ENTRIES, CorrectionRoutes::anyUnits),
                fields.text("reference", Limits.TEXT));
        fields.finish();
        return shop -> created(id, orders(shop, condition).fulfil(id, fulfilment));
    }

    private static Endpoint.Command pay(ApiRequest request) {
        long id = request.id("order");
        Fields fields = request.fields();
        NewPayment payment = payment(fields);
        fields.finish();
        return shop -> created(id, shop.orders().pay(id, payment));
    }

    /** What a payment provider reports. */
    static NewPayment payment(Fields fields) {
        return new NewPayment(
                fields.requiredWord("kind", PaymentKind.values(), PaymentKind::word),
                fields.requiredAmount("amount"),
                fields.requiredText("reference", Limits.TEXT));
    }

    private static Answer created(long orderId, Object answer) {
        return Answer.created(Route.BASE + "/orders/" + orderId, answer);
    }

    private static Orders orders(Holdfast shop, Condition condition) {
        return condition.isGiven() ? shop.orders().onlyIf(condition.on(order -> order)) : shop.orders();
    }

    private static List<String> charges(Fields fields) {
        return Objects.requireNonNullElse(fields.texts("charges", Limits.CHARGES, Limits.WORD), List.of());
    }

    private static ReturnedUnits returned(Fields item) {
        ItemCondition condition = item.requiredWord("condition", ItemCondition.values(), ItemCondition::word);
        return new ReturnedUnits(units(item), condition);
    }

    private static ItemUnits units(Fields item) {
        ItemUnits any = anyUnits(item);
        return new ItemUnits(
                any.itemId(),
                any.quantity(),
                item.objects(
                        "units",
                        Limits.CORRECTION_ENTRIES,
                        units -> new UnitChoice(
                                units.requiredInteger("group", 0, Limits.QUANTITY),
                                units.requiredInteger("quantity", 1, Limits.QUANTITY))));
    }

    private static ItemUnits anyUnits(Fields item) {
        return ItemUnits.of(
                item.requiredInteger("item_id", 1, Integer.MAX_VALUE),
                item.requiredInteger("quantity", 1, Limits.QUANTITY));
    }
}
