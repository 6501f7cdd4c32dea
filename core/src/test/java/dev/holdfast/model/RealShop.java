package dev.holdfast.model;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.PutItem;
import dev.holdfast.cart.PutResult;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real shop behind the words of the model: several servers on one database, in a schema of its own. */
final class RealShop {
    private static final Currency USD = Currency.getInstance("USD");

    final TestShop shop = new TestShop();
    private final List<Holdfast> servers = new ArrayList<>();
    private final RealAnswers answers = new RealAnswers();

    RealShop() {
        for (int i = 0; i < Step.SERVERS; i++) {
            servers.add(start());
        }
        for (long price : ModelShop.BASE_PRICES) {
            servers.get(0).catalog().addProduct(NewProduct.of("Product", new Money(price, USD)));
        }
        for (int i = 0; i < ModelShop.VARIANTS; i++) {
            servers.get(0)
                    .catalog()
                    .addVariant(NewVariant.of(ModelShop.productOf(i + 1L), "SKU-" + i, ModelShop.STOCK[i]));
        }
    }

    private Holdfast start() {
        return shop.builder()
                .reservationTime(ModelShop.HOLD)
                .maxReservationAge(ModelShop.MAX_AGE)
                .maxItemsPerCart(ModelShop.MAX_ITEMS)
                .maxUnitsPerCart(ModelShop.UNITS_PER_CART)
                .maxUnitsPerUser(ModelShop.UNITS_PER_USER)
                .maxItemsPerUser(ModelShop.ITEMS_PER_USER)
                .build();
    }

    /** Does a step, and answers what the shop did; {@code model} says what the step's numbers mean, nothing else. */
    String apply(Step step, ModelShop model) throws SQLException {
        Holdfast server = servers.get(step.server());
        return switch (step.mode()) {
            case PLAIN -> answer(server, step, model);
            case KEYED -> keyed(server, step, model);
            case HOST_COMMITS, HOST_ROLLS_BACK -> inHost(server, step, model);
        };
    }

    private String inHost(Holdfast server, Step step, ModelShop model) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            int ordersBefore = answers.orders().size();
            String answer = answer(server.within(connection), step, model);
            if (step.mode() == Step.Mode.HOST_COMMITS) {
                connection.commit();
            } else {
                connection.rollback();
                answers.keepOrders(ordersBefore);
            }
            return answer;
        }
    }

    private String keyed(Holdfast server, Step step, ModelShop model) {
        String key = "k" + step.number() % Step.KEYS;
        AnswerEncoder<String> encoder = new AnswerEncoder<>() {
            @Override
            public String accepted(String answer) {
                return answer;
            }

            @Override
            public String refused(HoldfastException refusal) {
                return answers.refusal(refusal);
            }
        };
        try {
            IdempotentAnswer answer = server.idempotent(
                    new IdempotencyKey("model", key, model.asked(step)), encoder, joined -> run(joined, step, model));
            return answer.replayed() ? "again " + answer.text() : answer.text();
        } catch (HoldfastException e) {
            return answers.refusal(e);
        }
    }

    private String answer(Holdfast server, Step step, ModelShop model) {
        try {
            return run(server, step, model);
        } catch (HoldfastException e) {
            return answers.refusal(e);
        }
    }

    private String run(Holdfast server, Step step, ModelShop model) {
        return switch (step.kind()) {
            case SHOW_ORDER -> {
                List<Long> orders = answers.orders();
                yield orders.isEmpty()
                        ? "no orders"
                        : answers.show(server.orders().get(orders.get(step.number() % orders.size())));
            }
            case SHOW_VARIANT -> RealAnswers.show(server.catalog().variant(step.item() + 1L));
            case QUOTE -> RealAnswers.show(server.pricing().quote(quote(step)));
            case RECEIVE -> RealAnswers.show(server.inventory().receive(step.item() + 1L, step.choose(1, 2, 5), null));
            case ADJUST ->
                RealAnswers.show(
                        server.inventory().adjust(step.item() + 1L, step.choose(-1, -2, -5, 1), "counted", null));
            case SWEEP -> sweep(server, step);
            case ADVANCE -> {
                shop.clock.advance(Duration.ofSeconds(step.seconds()));
                yield shop.clock.instant().toString();
            }
            case RESTART -> {
                servers.set(step.server(), start());
                yield "restarted";
            }
            case CHECKOUT -> {
                Long total = model.carts.expectedTotal(step);
                yield answers.show(server.checkout()
                        .place(new CheckoutRequest(
                                model.carts.id(step), step.user(), total == null ? null : new Money(total, USD))));
            }
            case PUT -> {
                PutResult put = server.carts()
                        .put(
                                model.carts.id(step),
                                new PutItem(step.item() + 1L, step.quantity(), step.tier(), step.code()));
                yield answers.show(put.cart()) + " put " + put.itemId() + (put.created() ? " new" : "");
            }
            case CREATE_CART,
                    CHANGE_ITEM,
                    REMOVE_ITEM,
                    EXTEND,
                    CHANGE_CART,
                    SET_ATTRIBUTE,
                    SET_CHARGE,
                    REMOVE_CHARGE,
                    DELETE_CART,
                    SHOW_CART -> answers.show(cart(server.carts(), step, model.carts));
            default -> RealAdmin.run(server, step, model);
        };
    }

    private static Cart cart(Carts carts, Step step, ModelCarts model) {
        long cart = model.id(step);
        return switch (step.kind()) {
            case CREATE_CART ->
                carts.create(new NewCart(
                        step.user(),
                        step.tier(),
                        step.code() == null ? List.of() : List.of(step.code()),
                        null,
                        attributes(step)));
            case CHANGE_ITEM -> carts.changeItem(cart, model.itemId(step), step.quantity());
            case REMOVE_ITEM -> carts.removeItem(cart, model.itemId(step));
            case EXTEND -> carts.extend(cart);
            case CHANGE_CART ->
                carts.change(
                        cart,
                        new CartChange(
                                step.newUser() == null ? Patch.keep() : step.newUser(),
                                Patch.set(step.tier()),
                                step.newCodes() == null ? Patch.keep() : Patch.set(step.newCodes())));
            case SET_ATTRIBUTE -> {
                Map<String, @Nullable String> attributes = new HashMap<>();
                attributes.put("channel", step.channel());
                yield carts.change(
                        cart, new CartChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(attributes)));
            }
            case SET_CHARGE ->
                carts.setCharge(cart, new NewCharge(step.charge(), step.tier(), new Money(step.number() % 1_500, USD)));
            case REMOVE_CHARGE -> carts.removeCharge(cart, step.charge());
            case DELETE_CART -> carts.delete(cart);
            default -> carts.get(cart);
        };
    }

    private String sweep(Holdfast server, Step step) {
        server.sweeper().sweep(SweepOptions.defaults().withBatch(1 + step.number() % 3));
        String now = "'" + shop.clock.instant() + "'";
        return shop.count("select (select count(*) from #cart_items where reserved_until <= " + now + ")"
                                + " + (select count(*) from #promo_uses where order_id is null and held_until <= " + now
                                + ")")
                        == 0
                ? "nothing expired is held"
                : "something expired is held";
    }

    private static Map<String, String> attributes(Step step) {
        return step.channel() == null ? Map.of() : Map.of("channel", step.channel());
    }

    private static QuoteRequest quote(Step step) {
        List<QuoteCharge> charges = new ArrayList<>();
        step.quotedCharges().forEach((code, amount) -> charges.add(new QuoteCharge(code, new Money(amount, USD))));
        return new QuoteRequest(
                List.of(new QuoteRequest.Item(step.item() + 1L, 1 + step.number() % 4), new QuoteRequest.Item(3, 1)),
                USD,
                step.user(),
                step.tier(),
                step.code() == null ? List.of() : List.of(step.code()),
                charges,
                null,
                attributes(step),
                null);
    }
}
