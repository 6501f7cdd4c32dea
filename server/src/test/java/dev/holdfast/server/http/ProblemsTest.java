package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.AnonymousLimitException;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.TakenException;
import dev.holdfast.UnavailableException;
import dev.holdfast.access.KeyInactiveException;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.CartFullException;
import dev.holdfast.cart.CartInCheckoutException;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.CurrencyMismatchException;
import dev.holdfast.cart.ExpiredItem;
import dev.holdfast.cart.GiftItemException;
import dev.holdfast.cart.TooManyChargesException;
import dev.holdfast.catalog.ProductNotActiveException;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.PurchaseLimitException;
import dev.holdfast.catalog.QuantityNotAllowedException;
import dev.holdfast.checkout.CartEmptyException;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.checkout.SessionClosedException;
import dev.holdfast.checkout.SessionStatus;
import dev.holdfast.event.EventCursorGoneException;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.ReservationAgeException;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.inventory.StockChangedException;
import dev.holdfast.kit.VariantHasStockException;
import dev.holdfast.location.LocationInactiveException;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Json;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.transfer.NotInTransitException;
import dev.holdfast.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error of the library has a status, and its problem matches the contract. */
@Tag("quick")
class ProblemsTest {
    private static final Currency USD = Currency.getInstance("USD");

    // Codes of the server itself, and those that only the library can produce; other tests cover them.
    private static final Set<String> OTHERS = Set.of(
            "malformed_request",
            "unauthorized",
            "scope_missing",
            "too_many_attempts",
            "rate_limited",
            "too_many_promo_codes",
            "keys_unavailable",
            "buyer_token_invalid",
            "buyer_tokens_not_configured",
            "host_not_allowed",
            "origin_not_allowed",
            "route_not_found",
            "method_not_allowed",
            "body_too_large",
            "unsupported_media_type",
            "internal_error",
            "overloaded",
            "not_ready",
            "reservation_limit",
            "promo_code_in_use",
            "order_cancelled",
            "order_fulfilled",
            "order_backordered",
            "nothing_left",
            "stock_shortfall");

    record Case(int status, HoldfastException refusal) {}

    static List<Case> cases() {
        return List.of(
                new Case(404, new NotFoundException("product", "product_id", 7L)),
                new Case(404, new NotFoundException("variant", "variant_id", 7L)),
                new Case(404, new NotFoundException("cart", "cart_id", 7L)),
                new Case(404, new NotFoundException("cart", "x")),
                new Case(404, new NotFoundException("item", "item_id", 7)),
                new Case(404, new NotFoundException("order", "order_id", 7L)),
                new Case(404, new NotFoundException("checkout_session", "checkout_session_id", "cs_1")),
                new Case(404, new NotFoundException("rule", "rule_code", "SPRING")),
                new Case(404, new NotFoundException("charge", "charge_code", "gift-wrap")),
                new Case(404, new NotFoundException("promo_code", "promo_code", "SPRING")),
                new Case(412, new PreconditionFailedException("cart", "cart_id", 7L)),
                new Case(409, new InsufficientStockException(List.of(new Shortage(7, 3, 2)))),
                new Case(
                        409,
                        new ReservationExpiredException(
                                7, List.of(new ExpiredItem(1, 7, "SKU", "Tee", 2, Instant.EPOCH, Map.of())))),
                new Case(409, new StockChangedException(7, 3, 2)),
                new Case(409, VariantHasStockException.inTransit(7, "SET-1", 2)),
                new Case(409, new ProductNotActiveException(7, "TS", ProductStatus.DRAFT)),
                new Case(409, new QuantityNotAllowedException(7, "TS", 5, 2, 12, 2)),
                new Case(409, new QuantityNotAllowedException(7, "TS", 5, null, 4, null)),
                new Case(409, new PurchaseLimitException(7, "TS", 1, 1, 1, 2, 30)),
                new Case(409, new PurchaseLimitException(7, "TS", 1, 1, 1, 2, null)),
                new Case(
                        409,
                        new ReservationAgeException(
                                7, 1, 7, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH.plusSeconds(1))),
                new Case(409, new CartEmptyException(7)),
                new Case(409, new CartFullException(7, 100)),
                new Case(409, AnonymousLimitException.ofItem(7, 8, 30, 20)),
                new Case(409, AnonymousLimitException.ofStock(7, 8, 3, 1)),
                new Case(409, AnonymousLimitException.ofOrigin(7, 50, 50)),
                new Case(409, new TooManyChargesException(7, 10)),
                new Case(409, new GiftItemException(7, 1, "SPRING")),
                new Case(409, new CartClosedException(7, CartStatus.CHECKED_OUT, 8L)),
                new Case(409, new CartClosedException(7, CartStatus.DELETED, null)),
                new Case(409, new CartInCheckoutException(7, "cs_1", Instant.EPOCH)),
                new Case(409, new SessionClosedException("cs_1", SessionStatus.COMPLETED, 8L)),
                new Case(409, new SessionClosedException("cs_1", SessionStatus.SHORTFALL, null)),
                new Case(409, new PriceChangedException(new Money(100, USD), new Money(200, USD))),
                new Case(409, new CurrencyMismatchException(7, USD, 8, Currency.getInstance("EUR"))),
                new Case(409, new TakenException("sku", "TS")),
                new Case(409, new TakenException("handle", "tee")),
                new Case(409, new TakenException("code", "rule_code", "SPRING")),
                new Case(404, new NotFoundException("location", "location", "berlin")),
                new Case(404, new NotFoundException("transfer", "transfer_id", 7L)),
                new Case(409, new LocationInactiveException("berlin")),
                new Case(409, new MigrationNotFinishedException("sells")),
                new Case(409, new NotInTransitException(7, 6, 4, 6, 0, TransferStatus.SHIPPED)),
                new Case(409, new InsufficientStockException(List.of(new Shortage(7, 3, 2, "berlin")))),
                new Case(409, new TakenException("code", "location", "berlin")),
                new Case(404, new NotFoundException("api_key", "key_id", 7L)),
                new Case(409, new TakenException("name", "erp")),
                new Case(409, new KeyInactiveException(7, "erp", true)),
                new Case(410, new EventCursorGoneException("4711-hjkl3f9a0")),
                new Case(409, IdempotencyException.inUse("key")),
                new Case(422, IdempotencyException.reused("key")),
                new Case(422, new InvalidInputException("/quantity", "0 is too small")),
                new Case(503, new UnavailableException("busy", "busy", Duration.ofMillis(10), null)),
                new Case(503, new UnavailableException("interrupted", "interrupted", Duration.ZERO, null)),
                new Case(503, new UnavailableException("database_unavailable", "away", Duration.ofSeconds(5), null)),
                new Case(503, new OutcomeUnknownException("1234", new IllegalStateException())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anErrorOfTheShopHasItsProblem(Case refused) {
        Answer answer = Problems.answer(refused.refusal());

        assertThat(answer.status()).isEqualTo(refused.status());
        assertThat(answer.contentType()).isEqualTo(Answer.PROBLEM);
        assertThat(Json.object(answer.body()).get("code").textValue())
                .isEqualTo(refused.refusal().code());
        assertThat(Json.object(answer.body()).get("status").intValue()).isEqualTo(refused.status());
        Contract.get().checkSchema("/components/schemas/Problem", answer.body(), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,stock_shortfall",
        "EXPIRED,stock_shortfall",
        "SHORTFALL,stock_shortfall",
        "CANCELLED,checkout_session_closed",
        "REFUNDED,checkout_session_closed"
    })
    void aSessionThatBecameNoOrderSaysWhy(SessionStatus status, String code) {
        Money zero = Money.zero(USD);
        Money due = new Money(200, USD);
        CheckoutSession session = new CheckoutSession(
                "cs_1",
                7,
                status,
                null,
                null,
                USD,
                List.of(),
                List.of(),
                due,
                zero,
                zero,
                due,
                List.of(),
                status == SessionStatus.CANCELLED ? List.of() : List.of(new Shortage(7, 3, 2)),
                null,
                List.of(),
                due,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);

        Answer answer = Problems.withoutOrder(session);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(Json.object(answer.body()).get("refund_due").textValue()).isEqualTo("2.00");
        assertThat(Json.object(answer.body()).has("shortages")).isEqualTo(code.equals("stock_shortfall"));
        Contract.get().checkSchema("/components/schemas/Problem", answer.body(), answer.body());
    }

    @Test
    void aTemporaryProblemSaysWhenToRetry() {
        Set<String> codes = new HashSet<>();
        cases().forEach(refused -> {
            if (Problems.answer(refused.refusal()).headers().containsKey("Retry-After")) {
                codes.add(refused.refusal().code());
            }
        });

        assertThat(codes)
                .containsExactlyInAnyOrder("busy", "interrupted", "database_unavailable", "idempotency_key_in_use");
    }

    @Test
    void retryAfterIsInWholeSeconds() {
        assertThat(Problems.answer(new UnavailableException("busy", "busy", Duration.ofMillis(10), null))
                        .headers())
                .containsEntry("Retry-After", "1");
        assertThat(Problems.answer(new UnavailableException("busy", "busy", Duration.ofMillis(1500), null))
                        .headers())
                .containsEntry("Retry-After", "2");
    }

    @Test
    void theContractHasExactlyTheCodesInUse() {
        Set<String> known = new HashSet<>();
        Contract.get()
                .document()
                .at("/components/schemas/Problem/properties/code/enum")
                .forEach(code -> known.add(code.textValue()));

        Set<String> answered = new HashSet<>(OTHERS);
        cases().forEach(refused -> answered.add(refused.refusal().code()));
        assertThat(known).isEqualTo(answered);
    }

    @Test
    void anAnswerIsKeptAsItIs() {
        Answer answer = Answer.created("/api/v1/carts/7", List.of("a", 1)).with("X", "y");

        assertThat(Answer.decode(answer.encode())).isEqualTo(answer);
    }

    @Test
    void ofVeryManyErrorsTheFirstHundredAreListed() {
        InvalidInputException refusal = new InvalidInputException(IntStream.range(0, 5_000)
                .mapToObj(i -> new InvalidInputException.Error("/items/" + i, "must be an object"))
                .toList());

        String body = Problems.answer(refusal).body();

        assertThat(Json.object(body).path("errors"))
                .hasSize(100)
                .last()
                .hasToString("{\"pointer\":\"/items/99\",\"detail\":\"must be an object\"}");
        assertThat(body).hasSizeLessThan(10_000).contains("; and 4980 more");
    }
}
