package dev.holdfast.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.server.http.HttpOptions;
import dev.holdfast.server.http.HttpServer;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CartsApi;
import org.openapitools.client.api.CatalogueApi;
import org.openapitools.client.api.OrdersApi;
import org.openapitools.client.api.PricesApi;
import org.openapitools.client.model.AmountOff;
import org.openapitools.client.model.Cart;
import org.openapitools.client.model.CheckoutInput;
import org.openapitools.client.model.CheckoutSession;
import org.openapitools.client.model.CheckoutSessionInput;
import org.openapitools.client.model.CompletionInput;
import org.openapitools.client.model.CompletionPaymentInput;
import org.openapitools.client.model.ItemsInput;
import org.openapitools.client.model.Order;
import org.openapitools.client.model.PaymentStatus;
import org.openapitools.client.model.PercentOff;
import org.openapitools.client.model.PricingRule;
import org.openapitools.client.model.PricingRuleChange;
import org.openapitools.client.model.PricingRuleInput;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.Product;
import org.openapitools.client.model.ProductChange;
import org.openapitools.client.model.ProductInput;
import org.openapitools.client.model.QuantityBreak;
import org.openapitools.client.model.QuantityBreaks;
import org.openapitools.client.model.RuleConditions;
import org.openapitools.client.model.RuleDiscount;
import org.openapitools.client.model.RuleDiscountChange;
import org.openapitools.client.model.SpendBreak;
import org.openapitools.client.model.SpendBreaks;
import org.openapitools.client.model.Variant;
import org.openapitools.client.model.VariantChange;
import org.openapitools.client.model.VariantInput;

/** A sale through the Java client, with the types that it has. */
class JavaClientTest {
    private final TestShop shop = new TestShop();
    private final HttpServer server =
            HttpServer.start(shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0));
    private final ApiClient client = new ApiClient();

    private final CatalogueApi catalogue;
    private final PricesApi prices;
    private final CartsApi carts;
    private final OrdersApi orders;

    JavaClientTest() {
        client.updateBaseUri("http://127.0.0.1:" + server.port());
        catalogue = new CatalogueApi(client);
        prices = new PricesApi(client);
        carts = new CartsApi(client);
        orders = new OrdersApi(client);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSaleFromTheFirstProductToTheListOfOrders() throws Exception {
        Variant variant = variant();
        PricingRule rule = prices.createPricingRule(PricesApi.APICreatePricingRuleRequest.newBuilder()
                .pricingRuleInput(new PricingRuleInput()
                        .code("FIVE-OFF")
                        .target(PricingRuleInput.TargetEnum.ORDER)
                        .conditions(new RuleConditions().minSubtotal("20.00"))
                        .discount(new RuleDiscount(new AmountOff()
                                .type(AmountOff.TypeEnum.AMOUNT_OFF)
                                .amount("5.00")
                                .currency("USD"))))
                .build());
        assertThat(rule.getConditions().getMinSubtotal()).isEqualTo("20.00");
        assertThat(rule.getDiscount().getAmountOff().getAmount()).isEqualTo("5.00");

        Cart cart = carts.createCart(CartsApi.APICreateCartRequest.newBuilder().build());
        Cart filled = put(cart, variant, 3);
        assertThat(filled.getTotal()).isEqualTo("25.00");
        assertThat(filled.getExplanation())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getAmount()).isEqualTo("5.00"));

        Order order = orders.checkout(OrdersApi.APICheckoutRequest.newBuilder()
                .idempotencyKey("sale-1")
                .checkoutInput(new CheckoutInput()
                        .cartId(String.valueOf(cart.getId()))
                        .userId("1")
                        .expectedTotal("25.00"))
                .build());
        assertThat(orders.listOrders(OrdersApi.APIListOrdersRequest.newBuilder()
                                .userId("1")
                                .build())
                        .getItems())
                .singleElement()
                .isEqualTo(order);
    }

    @Test
    void aSessionIsPaidAndBecomesAnOrder() throws Exception {
        Variant variant = variant();
        Cart cart = carts.createCart(CartsApi.APICreateCartRequest.newBuilder().build());
        put(cart, variant, 2);

        CheckoutSession session = orders.beginCheckoutSession(OrdersApi.APIBeginCheckoutSessionRequest.newBuilder()
                .checkoutSessionInput(
                        new CheckoutSessionInput().cartId(cart.getToken()).expiresIn(600))
                .build());
        assertThat(session.getStatus()).isEqualTo(CheckoutSession.StatusEnum.OPEN);
        Order order = orders.completeCheckoutSession(OrdersApi.APICompleteCheckoutSessionRequest.newBuilder()
                .checkoutSessionId(session.getId())
                .completionInput(new CompletionInput()
                        .payment(new CompletionPaymentInput()
                                .kind(CompletionPaymentInput.KindEnum.CAPTURED)
                                .amount(session.getTotal())
                                .reference("pi_1")))
                .build());

        assertThat(order.getPaymentStatus()).isEqualTo(PaymentStatus.PAID);
        CheckoutSession completed = orders.getCheckoutSession(OrdersApi.APIGetCheckoutSessionRequest.newBuilder()
                .checkoutSessionId(session.getId())
                .build());
        assertThat(completed.getOrderId()).isEqualTo(order.getId());
        assertThat(completed.getPayments()).hasSize(1);
    }

    @Test
    void aRefusalHasItsFactsAsTypedMembers() throws Exception {
        Variant variant = variant();
        Cart cart = carts.createCart(CartsApi.APICreateCartRequest.newBuilder().build());

        ApiException refusal = catchThrowableOfType(ApiException.class, () -> put(cart, variant, 6));

        assertThat(refusal.getCode()).isEqualTo(409);
        Problem problem = client.getObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
        assertThat(problem.getCode()).isEqualTo(Problem.CodeEnum.INSUFFICIENT_STOCK);
        assertThat(problem.getVariantId()).isEqualTo(variant.getId());
        assertThat(problem.getRequested()).isEqualTo(6);
        assertThat(problem.getAvailable()).isEqualTo(5);
        assertThat(problem.getShortages())
                .singleElement()
                .satisfies(shortage -> assertThat(shortage.getAvailable()).isEqualTo(5));
    }

    @Test
    void eachKindOfDiscountIsReadAsItself() throws Exception {
        List<RuleDiscount> discounts = List.of(
                new RuleDiscount(
                        new PercentOff().type(PercentOff.TypeEnum.PERCENT_OFF).percent(new BigDecimal("12.5"))),
                new RuleDiscount(new QuantityBreaks()
                        .type(QuantityBreaks.TypeEnum.QUANTITY_BREAKS)
                        .addBreaksItem(new QuantityBreak().from(3).price("9.00"))),
                new RuleDiscount(new SpendBreaks()
                        .type(SpendBreaks.TypeEnum.SPEND_BREAKS)
                        .addBreaksItem(new SpendBreak().from("50.00").percent(BigDecimal.TEN))));
        prices.createPricingRule(PricesApi.APICreatePricingRuleRequest.newBuilder()
                .pricingRuleInput(new PricingRuleInput().code("SEVERAL").discounts(discounts))
                .build());

        List<RuleDiscount> read = prices.getPricingRule(PricesApi.APIGetPricingRuleRequest.newBuilder()
                        .code("SEVERAL")
                        .build())
                .getDiscounts();

        assertThat(read.get(0).getPercentOff().getPercent()).isEqualByComparingTo("12.5");
        assertThat(read.get(1).getQuantityBreaks().getBreaks().get(0).getFrom()).isEqualTo(3);
        assertThat(read.get(2).getSpendBreaks().getBreaks().get(0).getFrom()).isEqualTo("50.00");
    }

    @Test
    void aChangeChangesWhatItNamesAndNothingElse() throws Exception {
        Variant variant = variant();
        Variant priced = catalogue.changeVariant(CatalogueApi.APIChangeVariantRequest.newBuilder()
                .variantId(variant.getId())
                .variantChange(new VariantChange().price("11.00"))
                .build());
        assertThat(priced.getAttributes()).isEqualTo(Map.of("color", "red"));

        Product cleared = catalogue.changeProduct(CatalogueApi.APIChangeProductRequest.newBuilder()
                .productId(variant.getProductId())
                .productChange(new ProductChange().description(null))
                .build());
        assertThat(cleared.getDescription()).isNull();
        assertThat(cleared.getCategory()).isEqualTo("apparel");

        prices.createPricingRule(PricesApi.APICreatePricingRuleRequest.newBuilder()
                .pricingRuleInput(new PricingRuleInput()
                        .code("TEN")
                        .conditions(new RuleConditions().addUserTiersItem("gold"))
                        .discount(new RuleDiscount(new PercentOff()
                                .type(PercentOff.TypeEnum.PERCENT_OFF)
                                .percent(BigDecimal.TEN))))
                .build());
        PricingRule changed = prices.changePricingRule(PricesApi.APIChangePricingRuleRequest.newBuilder()
                .code("TEN")
                .pricingRuleChange(
                        new PricingRuleChange().discount(new RuleDiscountChange().percent(new BigDecimal("20"))))
                .build());
        assertThat(changed.getDiscount().getPercentOff().getPercent()).isEqualByComparingTo("20");
        assertThat(changed.getConditions().getUserTiers()).containsExactly("gold");
    }

    private Variant variant() throws ApiException {
        Product product = catalogue.createProduct(CatalogueApi.APICreateProductRequest.newBuilder()
                .productInput(new ProductInput()
                        .name("T-Shirt")
                        .description("Basic tee")
                        .category("apparel")
                        .basePrice("10.00"))
                .build());
        return catalogue.createVariant(CatalogueApi.APICreateVariantRequest.newBuilder()
                .variantInput(new VariantInput()
                        .productId(product.getId())
                        .sku("TS-RED-M")
                        .putAttributesItem("color", "red")
                        .stockQuantity(5))
                .build());
    }

    private Cart put(Cart cart, Variant variant, int quantity) throws ApiException {
        return carts.putItem(CartsApi.APIPutItemRequest.newBuilder()
                .cartId(cart.getToken())
                .itemsInput(new ItemsInput().variantId(variant.getId()).quantity(quantity))
                .build());
    }
}
