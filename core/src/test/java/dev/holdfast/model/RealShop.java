package dev.holdfast.model;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.internal.run.OneList;
import dev.holdfast.internal.settings.AnonymousLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.StockFilter;
import dev.holdfast.inventory.StockLevels;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Orders;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.RefundPolicy;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.transfer.TransferReceipt;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The real shop behind the words of the model: several servers on one database, in a schema of its own. */
final class RealShop {
    private static final Currency USD = Currency.getInstance("USD");

    final TestShop shop = new TestShop();
    private final List<Holdfast> servers = new ArrayList<>();
    private final RealAnswers answers = new RealAnswers();
    private final OneList list = new OneList(
            shop,
            new HoldLimits(
                    ModelShop.HOLD,
                    ModelLimits.TIMES_OF_TIERS,
                    ModelShop.MAX_AGE,
                    ModelShop.MAX_ITEMS,
                    ModelShop.UNITS_PER_CART,
                    ModelShop.ITEMS_PER_USER,
                    ModelShop.UNITS_PER_USER,
                    AnonymousLimits.NONE));

    RealShop() {
        shop.execute("alter table #products alter column id restart with " + ModelShop.FIRST_PRODUCT);
        shop.execute("alter table #variants alter column id restart with " + ModelShop.FIRST_VARIANT);
        shop.execute("alter table #carts alter column id restart with " + ModelShop.FIRST_CART);
        for (int i = 0; i < Step.SERVERS; i++) {
            servers.add(start(i));
        }
        ModelPlaces.OTHERS.forEach((location, priority) ->
                servers.get(0).locations().create(new NewLocation(location, location, priority, true, true)));
        for (long price : ModelShop.BASE_PRICES) {
            servers.get(0).catalog().addProduct(NewProduct.of("Product", new Money(price, USD)));
        }
        for (int i = 0; i < ModelShop.VARIANTS; i++) {
            long variant = ModelShop.variant(i);
            servers.get(0).catalog().addVariant(NewVariant.of(ModelShop.productOf(variant), "SKU-" + i, 0));
            for (String place : ModelPlaces.ALL) {
                int units = Objects.requireNonNull(ModelShop.STOCK.get(place))[i];
                if (units > 0) {
                    servers.get(0).inventory().at(place).receive(variant, units, null);
                }
            }
        }
    }

    private Holdfast start(int server) {
        return shop.builder()
                .refundPolicy(ModelOrders.reprices(server) ? RefundPolicy.REPRICE : RefundPolicy.KEEP)
                .reservationTime(ModelShop.HOLD)
                .reservationTimes(ModelLimits.TIMES_OF_TIERS)
                .maxReservationAge(ModelShop.MAX_AGE)
                .maxItemsPerCart(ModelShop.MAX_ITEMS)
                .maxUnitsPerCart(ModelShop.UNITS_PER_CART)
                .maxUnitsPerUser(ModelShop.UNITS_PER_USER)
                .maxItemsPerUser(ModelShop.ITEMS_PER_USER)
                .emptyCartAge(ModelShop.EMPTY_CART_AGE)
                .build();
    }

    /** Does a step, and answers what the shop did; {@code model} says what the step's numbers mean, nothing else. */
    String apply(Step step, ModelShop model) throws SQLException {
        Holdfast server = servers.get(step.server());
        return switch (step.mode()) {
            case PLAIN, LISTED -> answer(server, step, model);
            case KEYED -> keyed(server, step, model);
            case HOST_COMMITS, HOST_ROLLS_BACK -> inHost(server, step, model);
        };
    }

    /**
     * Does steps as one list of commands.
     *
     * @param expected receives what the model makes of each
     */
    List<String> applyList(List<Step> steps, ModelShop model, List<String> expected) throws Exception {
        List<OneList.Call> calls = new ArrayList<>();
        for (Step step : steps) {
            calls.add(RealCommands.of(list).call(step, model));
            expected.add(model.apply(step));
        }
        List<String> shown = new ArrayList<>();
        for (Object outcome : list.queued(calls, () -> {}).all()) {
            shown.add(outcome instanceof HoldfastException e ? answers.refusal(e) : answers.showAny(outcome));
        }
        return shown;
    }

    private String inHost(Holdfast server, Step step, ModelShop model) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            int ordersBefore = answers.orders().size();
            int sessionsBefore = answers.sessions().size();
            int transfersBefore = answers.transfers().size();
            String answer = answer(server.within(connection), step, model);
            if (step.mode() == Step.Mode.HOST_COMMITS) {
                connection.commit();
            } else {
                connection.rollback();
                answers.keepOrders(ordersBefore);
                answers.keepSessions(sessionsBefore);
                answers.keepTransfers(transfersBefore);
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
            case CANCEL_ORDER, RETURN_UNITS, FULFIL_ORDER, PAY_ORDER ->
                answers.orders().isEmpty()
                        ? "no orders"
                        : order(
                                server.orders(),
                                step,
                                answers.orders()
                                        .get(step.number() % answers.orders().size()),
                                model.orders);
            case COMPLETE_SESSION, CANCEL_SESSION, PAY_SESSION, SHOW_SESSION ->
                answers.sessions().isEmpty() ? "no sessions" : session(server.checkoutSessions(), step, model.sessions);
            case SHOW_VARIANT -> RealAnswers.show(server.catalog().variant(ModelShop.variant(step.item())));
            case SHOW_STOCK -> RealAnswers.show(levels(server.inventory(), ModelShop.variant(step.item())));
            case RECEIVE_UNITS ->
                answers.transfers().isEmpty()
                        ? "no transfers"
                        : answers.show(server.transfers()
                                .receive(
                                        answers.transfers()
                                                .get(step.number()
                                                        % answers.transfers().size()),
                                        new TransferReceipt(step.receivedUnits(), step.lostUnits(), null)));
            case QUOTE -> RealAnswers.show(server.pricing().quote(quote(step)));
            case SWEEP -> sweep(server, step);
            case ADVANCE -> {
                shop.clock.advance(Duration.ofSeconds(step.seconds()));
                yield shop.clock.instant().toString();
            }
            case RESTART -> {
                servers.set(step.server(), start(step.server()));
                yield "restarted";
            }
            case CREATE_CART -> answers.show(server.carts().create(newCart(step)));
            case SHOW_CART -> answers.show(server.carts().get(model.carts.id(step)));
            default ->
                step.kind().isCommand()
                        ? answers.showAny(
                                RealCommands.of(server).call(step, model).run())
                        : RealAdmin.run(server, step, model);
        };
    }

    private static StockLevels levels(Inventory inventory, long variant) {
        return inventory
                .levels(new StockFilter(List.of(variant), List.of(), List.of()), PageRequest.first())
                .items()
                .get(0);
    }

    private static NewCart newCart(Step step) {
        return new NewCart(
                        step.owner(),
                        step.tier(),
                        step.code() == null ? List.of() : List.of(step.code()),
                        null,
                        attributes(step))
                .withReservationTime(step.reservationTime());
    }

    private static String order(Orders orders, Step step, long order, ModelOrders model) {
        ItemUnits units = ItemUnits.of(model.itemId(step), step.units());
        List<String> charges = step.meansCharge() ? List.of(step.charge()) : List.of();
        return switch (step.kind()) {
            case CANCEL_ORDER ->
                RealAnswers.show(orders.cancel(
                        order,
                        step.meansAll()
                                ? NewCancellation.all()
                                : new NewCancellation(List.of(units), charges, null, null)));
            case RETURN_UNITS ->
                RealAnswers.show(orders.takeBack(
                        order,
                        NewReturn.of(new ReturnedUnits(
                                units, step.meansSellable() ? ItemCondition.SELLABLE : ItemCondition.DAMAGED))));
            case FULFIL_ORDER ->
                RealAnswers.show(orders.fulfil(order, step.meansAll() ? NewFulfilment.all() : NewFulfilment.of(units)));
            default ->
                RealAnswers.show(orders.pay(
                        order,
                        new NewPayment(
                                PaymentKind.of(step.payment()),
                                BigDecimal.valueOf(model.amount(step), 2),
                                step.reference())));
        };
    }

    private String session(CheckoutSessions sessions, Step step, ModelSessions model) {
        String id = answers.sessions()
                .get(ModelSessions.index(step, answers.sessions().size()));
        return switch (step.kind()) {
            case COMPLETE_SESSION ->
                answers.show(sessions.complete(
                        id, payment(step, step.completingPayment(), model.amount(step)), step.meansRetry()));
            case CANCEL_SESSION -> answers.show(sessions.cancel(id));
            case PAY_SESSION ->
                answers.show(
                        sessions.pay(id, Objects.requireNonNull(payment(step, step.payment(), model.amount(step)))));
            default -> answers.show(sessions.get(id));
        };
    }

    private static @Nullable NewPayment payment(Step step, @Nullable String kind, long amount) {
        return kind == null
                ? null
                : new NewPayment(PaymentKind.of(kind), BigDecimal.valueOf(amount, 2), step.reference());
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
                List.of(
                        new QuoteRequest.Item(ModelShop.variant(step.item()), 1 + step.number() % 4),
                        new QuoteRequest.Item(ModelShop.variant(ModelShop.VARIANTS - 1), 1)),
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
