package dev.holdfast.model;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.internal.run.OneList;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.TransferStatus;
import dev.holdfast.transfer.Transfers;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The steps that are commands, as calls of the real shop. */
record RealCommands(
        Carts carts, Checkout checkout, CheckoutSessions sessions, Inventory inventory, Transfers transfers) {
    private static final Currency USD = Currency.getInstance("USD");

    static RealCommands of(Holdfast server) {
        return new RealCommands(
                server.carts(), server.checkout(), server.checkoutSessions(), server.inventory(), server.transfers());
    }

    static RealCommands of(OneList list) {
        return new RealCommands(list.carts, list.checkout, list.sessions, list.inventory, list.transfers);
    }

    /** The call that a step means as the model stands, whenever it is made. */
    OneList.Call call(Step step, ModelShop model) {
        long cart = model.carts.id(step);
        int item = model.carts.itemId(step);
        CheckoutRequest checkoutRequest = checkout(step, model);
        Instant payBy = payBy(step, model);
        long variant = ModelShop.variant(step.item());
        return switch (step.kind()) {
            case PUT ->
                () -> carts.put(
                        cart, new PutItem(variant, step.quantity(), step.tier(), step.code()).from(step.places()));
            case PUT_ALL -> () -> carts.putAll(cart, items(step));
            case CHANGE_ITEM -> () -> carts.changeItem(cart, item, step.quantity());
            case REMOVE_ITEM -> () -> carts.removeItem(cart, item);
            case EXTEND -> () -> carts.extend(cart);
            case CHANGE_CART -> () -> carts.change(cart, change(step));
            case SET_ATTRIBUTE -> () -> carts.change(cart, attribute(step));
            case SET_CHARGE -> () -> carts.setCharge(cart, charge(step));
            case REMOVE_CHARGE -> () -> carts.removeCharge(cart, step.charge());
            case DELETE_CART -> () -> carts.delete(cart);
            case CHECKOUT -> () -> checkout.place(checkoutRequest.withPayBy(payBy));
            case BEGIN_SESSION ->
                () -> sessions.begin(
                        new NewCheckoutSession(checkoutRequest, Duration.ofSeconds(step.sessionSeconds())));
            case RECEIVE -> () -> inventory.at(step.location()).receive(variant, step.choose(1, 2, 5), null);
            case ADJUST ->
                () -> inventory.at(step.location()).adjust(variant, step.choose(-1, -2, -5, 1), "counted", null);
            case SET_STOCK ->
                () -> inventory
                        .at(step.location())
                        .set(variant, step.countedStock(), step.expectedStock(), "counted", null);
            case SEND_UNITS ->
                () -> transfers.create(new NewTransfer(
                        variant,
                        step.from(),
                        step.to(),
                        step.sent(),
                        null,
                        step.meansShipped() ? TransferStatus.SHIPPED : TransferStatus.RECEIVED));
            default -> throw new IllegalArgumentException(step.toString());
        };
    }

    private static @Nullable Instant payBy(Step step, ModelShop model) {
        Integer seconds = step.secondsToPay();
        return seconds == null ? null : model.now.plusSeconds(seconds);
    }

    private static CheckoutRequest checkout(Step step, ModelShop model) {
        Long total = model.checkout.expectedTotal(step);
        return new CheckoutRequest(model.carts.id(step), step.user(), total == null ? null : new Money(total, USD))
                .withItems(model.checkout.chosen(step).stream()
                        .map(item -> new CheckoutItem(item.item(), item.units()))
                        .toList());
    }

    private static List<PutItem> items(Step step) {
        return IntStream.range(0, step.variants())
                .mapToObj(
                        i -> new PutItem(ModelShop.variant(step.variant(i)), step.quantity(i), step.tier(), step.code())
                                .from(step.places(i)))
                .toList();
    }

    private static CartChange change(Step step) {
        Patch<String> user = step.newUser();
        List<String> codes = step.newCodes();
        return new CartChange(
                user == null ? Patch.keep() : user,
                Patch.set(step.tier()),
                codes == null ? Patch.keep() : Patch.set(codes));
    }

    private static CartChange attribute(Step step) {
        Map<String, @Nullable String> attributes = new HashMap<>();
        attributes.put("channel", step.channel());
        return new CartChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(attributes));
    }

    private static NewCharge charge(Step step) {
        return new NewCharge(step.charge(), step.tier(), new Money(step.number() % 1_500, USD));
    }
}
