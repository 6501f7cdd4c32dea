package dev.holdfast.history;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.order.Correction;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.Payment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Somebody who shops at random, and writes down every question before it is asked and every answer that comes. */
final class Buyer implements Runnable {
    private final String name;
    private final Holdfast shop;
    private final Random random;
    private final List<Long> variants;
    private final List<Long> contested;
    private final Consumer<String> log;
    private final BooleanSupplier ended;
    private final List<Long> ordered = new ArrayList<>();
    private final List<CheckoutSession> begun = new ArrayList<>();
    private long cart;
    private int number;

    /**
     * Shops until it is told that time is over.
     *
     * @param contested carts that others want as well
     * @param log takes the lines of the {@link History}
     */
    Buyer(
            String name,
            Holdfast shop,
            Random random,
            List<Long> variants,
            List<Long> contested,
            Consumer<String> log,
            BooleanSupplier ended) {
        this.name = name;
        this.shop = shop;
        this.random = random;
        this.variants = variants;
        this.contested = contested;
        this.log = log;
        this.ended = ended;
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean()) {
            step();
        }
    }

    private void step() {
        if (cart == 0) {
            newCart();
            return;
        }
        long variant = variants.get(random.nextInt(variants.size()));
        int quantity = 1 + random.nextInt(3);
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4, 5 ->
                ask(
                        "put",
                        cart,
                        variant,
                        quantity,
                        "-",
                        () -> told(shop.carts()
                                .put(cart, PutItem.of(variant, quantity))
                                .cart()));
            case 6 -> ask("extend", cart, 0, 0, "-", () -> told(shop.carts().extend(cart)));
            case 7 -> removeSomething();
            case 8 ->
                ask(
                        "receive",
                        0,
                        variant,
                        quantity,
                        "-",
                        () -> "received "
                                + shop.inventory()
                                        .receive(variant, quantity, null)
                                        .version());
            case 9 -> checkOutContested();
            case 10 -> cart = 0;
            case 11 -> checkOutTwiceUnderOneKey();
            case 12, 13, 14, 15 -> undoSomething();
            case 16, 17 -> begin();
            case 18, 19 -> endSomething();
            default -> {
                ask("checkout", cart, 0, 0, "-", () -> told(shop.checkout().place(CheckoutRequest.of(cart))));
                cart = random.nextInt(4) == 0 ? cart : 0;
            }
        }
    }

    private void newCart() {
        try {
            cart = shop.carts().create(NewCart.anonymous()).id();
        } catch (HoldfastException e) {
            // The shop is away; the next step tries again.
            cart = 0;
        }
    }

    private void removeSomething() {
        int item = 1 + random.nextInt(2);
        ask("remove", cart, item, 0, "-", () -> told(shop.carts().removeItem(cart, item)));
    }

    /** Cancels, returns or pays one unit of an order that it was told of; others may do so at the same time. */
    private void undoSomething() {
        if (ordered.isEmpty()) {
            return;
        }
        long order = ordered.get(random.nextInt(ordered.size()));
        ItemUnits one = ItemUnits.of(1 + random.nextInt(2), 1);
        String reference = "r" + random.nextInt(3);
        switch (random.nextInt(3)) {
            case 0 ->
                ask(
                        "cancel",
                        0,
                        order,
                        0,
                        "-",
                        () -> told(order, shop.orders().cancel(order, NewCancellation.of(one))));
            case 1 ->
                ask(
                        "return",
                        0,
                        order,
                        0,
                        "-",
                        () -> told(
                                order,
                                shop.orders()
                                        .takeBack(
                                                order, NewReturn.of(new ReturnedUnits(one, ItemCondition.SELLABLE)))));
            default ->
                ask(
                        "pay",
                        0,
                        order,
                        0,
                        "-",
                        () -> told(
                                order,
                                shop.orders()
                                        .pay(order, new NewPayment(PaymentKind.CAPTURED, BigDecimal.ONE, reference))));
        }
    }

    private void begin() {
        long wanted = cart;
        cart = 0;
        ask("begin", wanted, 0, 0, "-", () -> Sessions.begin(shop, wanted, begun));
    }

    /** Pays for a session, in time or late, once or twice; or cancels it, and may pay for it all the same. */
    private void endSomething() {
        if (begun.isEmpty()) {
            return;
        }
        CheckoutSession session = begun.get(random.nextInt(begun.size()));
        if (random.nextInt(4) == 0) {
            ask("end", session.cartId(), 0, 0, "-", () -> Sessions.cancel(shop, session));
        } else {
            ask("complete", session.cartId(), 0, 0, session.id(), () -> {
                Order order = Sessions.complete(shop, session);
                return order == null ? "kept" : told(order);
            });
        }
    }

    private void checkOutContested() {
        long wanted = contested.get(random.nextInt(contested.size()));
        if (random.nextBoolean()) {
            ask("checkout", wanted, 0, 0, "-", () -> told(shop.checkout().place(CheckoutRequest.of(wanted))));
        } else {
            keyedCheckout(wanted, "contested-" + wanted);
        }
    }

    private void checkOutTwiceUnderOneKey() {
        String key = name + "-" + number;
        keyedCheckout(cart, key);
        keyedCheckout(cart, key);
        cart = 0;
    }

    private void keyedCheckout(long wanted, String key) {
        AnswerEncoder<String> encoder = new AnswerEncoder<>() {
            @Override
            public String accepted(String answer) {
                return answer;
            }

            @Override
            public String refused(HoldfastException refusal) {
                return "refused " + refusal.code();
            }
        };
        ask(
                "checkout",
                wanted,
                0,
                0,
                key,
                () -> shop.idempotent(
                                new IdempotencyKey("history", key, "checkout " + wanted),
                                encoder,
                                joined -> told(joined.checkout().place(CheckoutRequest.of(wanted))))
                        .text());
    }

    private void ask(String kind, long asked, long variant, int quantity, String key, Supplier<String> question) {
        String id = name + "|" + ++number + "|";
        log.accept("ask|" + id + kind + "|" + asked + "|" + variant + "|" + quantity + "|" + key);
        String answer = answer(question);
        log.accept("told|" + id + answer);
        if (answer.startsWith("ordered ")) {
            ordered.add(Long.valueOf(answer.split(" ")[1]));
        }
    }

    private static String answer(Supplier<String> question) {
        try {
            return question.get();
        } catch (IdempotencyException e) {
            return "in_use ";
        } catch (OutcomeUnknownException e) {
            return "unknown ";
        } catch (UnavailableException e) {
            return "unavailable " + e.code();
        } catch (HoldfastException e) {
            return "refused " + e.code();
        } catch (RuntimeException e) {
            return "broken " + e.toString().replaceAll("\\s+", " ");
        }
    }

    private static String told(Cart cart) {
        return "cart "
                + cart.items().stream()
                        .map(item -> item.variantId() + "," + item.quantity() + "," + item.reservedUntil())
                        .collect(Collectors.joining(";"));
    }

    private static String told(long order, Correction correction) {
        return "corrected " + order + " " + Orders.text(correction);
    }

    private static String told(long order, Payment payment) {
        return "noted " + order + " " + Orders.text(payment);
    }

    private static String told(Order order) {
        return "ordered " + order.id() + " " + Orders.text(order);
    }
}
