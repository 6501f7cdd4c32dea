package dev.holdfast.server.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.Limits;
import dev.holdfast.access.ApiKeys;
import dev.holdfast.access.Scope;
import dev.holdfast.inventory.StockAt;
import dev.holdfast.location.Location;
import dev.holdfast.promo.GeneratedCodes;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.http.wire.Problems;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract names the limits that the library checks. */
class LimitsTest {
    private static final Set<String> KEYWORDS =
            Set.of("maxLength", "maximum", "maxItems", "maxProperties", "x-max-bytes");

    // By their place in the contract, below /components or /paths.
    private static final Map<String, Number> LIMITS = Map.ofEntries(
            entry("IdempotencyKey/schema/maxLength", Limits.IDEMPOTENCY_KEY),
            entry("Limit/schema/maximum", Limits.PAGE),
            entry("Ids/schema/maxItems", Limits.FILTER_VALUES),
            entry("Attribute/schema/maxItems", Limits.FILTER_ATTRIBUTES),
            entry("variants/product_id/schema/maxItems", Limits.FILTER_VALUES),
            entry("variants/sku/schema/maxItems", Limits.FILTER_VALUES),
            entry("price/quantity/schema/maximum", Limits.QUANTITY),
            entry("price/user_tier/schema/maxLength", Limits.WORD),
            entry("price/promo_code/schema/maxLength", Limits.WORD),
            entry("UserId/maxLength", Limits.WORD),
            entry("UserTier/maxLength", Limits.WORD),
            entry("Actor/maxLength", Limits.ACTOR),
            entry("PromoCode/maxLength", Limits.WORD),
            entry("PromoCodeOrNull/maxLength", Limits.WORD),
            entry("Percent/maximum", 100),
            entry("PercentOrNull/maximum", 100),
            entry("AttributesInput/maxProperties", Limits.ATTRIBUTES),
            entry("ContextAttributesInput/maxProperties", Limits.ATTRIBUTES),
            entry("ContextAttributesInput/propertyNames/maxLength", Limits.WORD),
            entry("ContextAttributesInput/additionalProperties/maxLength", Limits.WORD),
            entry("ProductInput/name/maxLength", Limits.NAME),
            entry("ProductInput/handle/maxLength", Limits.NAME),
            entry("Metadata/x-max-bytes", Limits.METADATA),
            entry("Metadata/propertyNames/maxLength", Limits.WORD),
            entry("MetadataChange/x-max-bytes", Limits.METADATA),
            entry("MetadataChange/propertyNames/maxLength", Limits.WORD),
            entry("Email/maxLength", Limits.EMAIL),
            entry("ProductChange/handle/maxLength", Limits.NAME),
            entry("ProductInput/description/maxLength", Limits.DESCRIPTION),
            entry("ProductInput/category/maxLength", Limits.CATEGORY),
            entry("ProductInput/category_id/maxLength", 0),
            entry("ProductChange/name/maxLength", Limits.NAME),
            entry("ProductChange/description/maxLength", Limits.DESCRIPTION),
            entry("ProductChange/category/maxLength", Limits.CATEGORY),
            entry("ProductChange/category_id/maxLength", 0),
            entry("VariantInput/sku/maxLength", Limits.SKU),
            entry("VariantInput/name/maxLength", Limits.NAME),
            entry("VariantInput/stock_quantity/maximum", Limits.STOCK),
            entry("VariantInput/min_quantity/maximum", Limits.QUANTITY),
            entry("VariantInput/max_quantity/maximum", Limits.QUANTITY),
            entry("VariantInput/quantity_step/maximum", Limits.QUANTITY),
            entry("VariantInput/reservation_seconds/maximum", Limits.RESERVATION_SECONDS),
            entry("MaxPerUserInput/quantity/maximum", Limits.QUANTITY),
            entry("MaxPerUserInput/days/maximum", Limits.DAYS),
            entry("MaxPerUserChange/quantity/maximum", Limits.QUANTITY),
            entry("MaxPerUserChange/days/maximum", Limits.DAYS),
            entry("VariantChange/min_quantity/maximum", Limits.QUANTITY),
            entry("VariantChange/max_quantity/maximum", Limits.QUANTITY),
            entry("VariantChange/quantity_step/maximum", Limits.QUANTITY),
            entry("VariantChange/reservation_seconds/maximum", Limits.RESERVATION_SECONDS),
            entry("CartInput/reservation_seconds/maximum", Limits.RESERVATION_SECONDS),
            entry("VariantChange/sku/maxLength", Limits.SKU),
            entry("VariantChange/name/maxLength", Limits.NAME),
            entry("MovementInput/quantity/maximum", Limits.STOCK),
            entry("MovementInput/reason/maxLength", Limits.TEXT),
            entry("MovementInput/reference/maxLength", Limits.TEXT),
            entry("StockCount/stock_quantity/maximum", Limits.STOCK),
            entry("KitInput/components/maxItems", Limits.COMPONENTS),
            entry("KitComponentInput/quantity/maximum", Limits.UNITS_PER_KIT),
            entry("SupplyChange/safety_stock/maximum", Limits.STOCK),
            entry("SupplyChange/backorder_limit/maximum", Limits.STOCK),
            entry("PreorderChange/limit/maximum", Limits.STOCK),
            entry("SupplyChange/reorder_point/maximum", Limits.STOCK),
            entry("StockCount/expected_stock_quantity/maximum", Limits.STOCK),
            entry("StockCount/reason/maxLength", Limits.TEXT),
            entry("StockCount/reference/maxLength", Limits.TEXT),
            entry("StockAt/holders/maxItems", StockAt.MAX_HOLDERS),
            entry("MovementInput/location/maxLength", Limits.LOCATION_CODE),
            entry("StockCount/location/maxLength", Limits.LOCATION_CODE),
            entry("stock-levels/variant_id/schema/maxItems", Limits.FILTER_VALUES),
            entry("stock-levels/sku/schema/maxItems", Limits.FILTER_VALUES),
            entry("stock-levels/locations/schema/maxItems", Limits.FILTER_VALUES),
            entry("LocationInput/code/maxLength", Limits.LOCATION_CODE),
            entry("LocationInput/name/maxLength", Limits.NAME),
            entry("LocationInput/priority/maximum", Location.MAX_PRIORITY),
            entry("LocationChange/name/maxLength", Limits.NAME),
            entry("LocationChange/priority/maximum", Location.MAX_PRIORITY),
            entry("TransferInput/from/maxLength", Limits.LOCATION_CODE),
            entry("TransferInput/to/maxLength", Limits.LOCATION_CODE),
            entry("TransferInput/quantity/maximum", Limits.STOCK),
            entry("TransferInput/reference/maxLength", Limits.TEXT),
            entry("TransferReceiptInput/quantity/maximum", Limits.STOCK),
            entry("TransferReceiptInput/lost_quantity/maximum", Limits.STOCK),
            entry("TransferReceiptInput/reason/maxLength", Limits.TEXT),
            entry("QuoteInput/lines/maxItems", Limits.ITEMS_PER_QUOTE),
            entry("QuoteItemInput/quantity/maximum", Limits.QUANTITY),
            entry("QuoteInput/promo_codes/maxItems", Limits.PROMO_CODES),
            entry("QuoteInput/orders_placed/maximum", Integer.MAX_VALUE),
            entry("QuoteInput/charges/maxItems", Limits.CHARGES),
            entry("QuoteChargeInput/code/maxLength", Limits.WORD),
            entry("QuoteInput/policy/maxLength", Limits.TEXT),
            entry("PromoCodesInput/codes/maxItems", Limits.PROMO_CODES_ADDED),
            entry("PromoCodesInput/codes/items/maxLength", Limits.PROMO_CODE_STORED),
            entry("PromoCodesInput/count/maximum", Limits.PROMO_CODES_ADDED),
            entry("PromoCodesInput/prefix/maxLength", Limits.PROMO_CODE_STORED - GeneratedCodes.MAX_LENGTH),
            entry("PromoCodesInput/length/maximum", GeneratedCodes.MAX_LENGTH),
            entry("PromoCodesInput/max_uses/maximum", Limits.PROMO_CODE_USES),
            entry("PromoCodesInput/max_uses_per_user/maximum", Limits.PROMO_CODE_USES),
            entry("PromoCodeChange/max_uses/maximum", Limits.PROMO_CODE_USES),
            entry("PromoCodeChange/max_uses_per_user/maximum", Limits.PROMO_CODE_USES),
            entry("PricingRuleChange/name/maxLength", Limits.NAME),
            entry("PricingRuleChange/group/maxLength", Limits.RULE_CODE),
            entry("PricingRuleInput/name/maxLength", Limits.NAME),
            entry("PricingRuleInput/group/maxLength", Limits.RULE_CODE),
            entry("BuyerToken/schema/maxLength", BuyerTokens.MOST_CHARACTERS),
            entry("BuyerTokenInput/expires_in/maximum", (int) BuyerTokens.LONGEST.toSeconds()),
            entry("CartInput/promo_codes/maxItems", Limits.PROMO_CODES),
            entry("CartChange/promo_codes/maxItems", Limits.PROMO_CODES),
            entry("CartChange/attributes/maxProperties", Limits.ATTRIBUTES),
            entry("CartChange/attributes/propertyNames/maxLength", Limits.WORD),
            entry("CartChange/attributes/additionalProperties/maxLength", Limits.WORD),
            entry("ChargeInput/name/maxLength", Limits.NAME),
            entry("ItemInput/quantity/maximum", Limits.QUANTITY),
            entry("PutLocations/maxItems", Limits.LOCATIONS_PER_PUT),
            entry("PutLocations/items/maxLength", Limits.LOCATION_CODE),
            entry("ItemsInput/quantity/maximum", Limits.QUANTITY),
            entry("ItemsInput/items/maxItems", Limits.ITEMS_PER_CART),
            entry("ItemChange/quantity/maximum", Limits.QUANTITY),
            entry("CheckoutInput/reference/maxLength", Limits.TEXT),
            entry("CheckoutInput/items/maxItems", Limits.ITEMS_PER_CART),
            entry("CheckoutItemInput/quantity/maximum", Limits.QUANTITY),
            entry("CheckoutSessionInput/reference/maxLength", Limits.TEXT),
            entry("CheckoutSessionInput/items/maxItems", Limits.ITEMS_PER_CART),
            entry("CheckoutSessionInput/expires_in/maximum", (int)
                    HoldfastBuilder.LONGEST_CHECKOUT_SESSION.toSeconds()),
            entry("CompletionPaymentInput/reference/maxLength", Limits.TEXT),
            entry("ItemUnits/quantity/maximum", Limits.QUANTITY),
            entry("ReturnedUnits/quantity/maximum", Limits.QUANTITY),
            entry("UnitChoices/maxItems", Limits.CORRECTION_ENTRIES),
            entry("UnitChoice/group/maximum", Limits.QUANTITY),
            entry("UnitChoice/quantity/maximum", Limits.QUANTITY),
            entry("ChargeCodes/maxItems", Limits.CHARGES),
            entry("ChargeCodes/items/maxLength", Limits.WORD),
            entry("CancellationInput/items/maxItems", Limits.CORRECTION_ENTRIES),
            entry("CancellationInput/reason/maxLength", Limits.TEXT),
            entry("ReturnInput/items/maxItems", Limits.CORRECTION_ENTRIES),
            entry("ReturnInput/reason/maxLength", Limits.TEXT),
            entry("FulfilmentInput/items/maxItems", Limits.CORRECTION_ENTRIES),
            entry("FulfilledUnits/quantity/maximum", Limits.QUANTITY),
            entry("FulfilmentInput/reference/maxLength", Limits.TEXT),
            entry("PaymentInput/reference/maxLength", Limits.TEXT),
            entry("ApiKeyInput/name/maxLength", Limits.WORD),
            entry("ApiKeyInput/scopes/maxItems", Scope.values().length),
            entry("ApiKeyInput/expires_in/maximum", (int) ApiKeys.LONGEST_LIFE.toSeconds()),
            entry("ApiKeyRotationInput/overlap_seconds/maximum", (int) ApiKeys.LONGEST_OVERLAP.toSeconds()),
            entry("events/wait/schema/maximum", 30),
            entry("Problem/errors/maxItems", Problems.MOST_ERRORS),
            entry("Problem/status/maximum", 599));

    @Test
    void theContractHasTheLimitsOfTheLibrary() {
        JsonNode document = Contract.get().document();
        Map<String, Number> found = new TreeMap<>();
        for (String kind : new String[] {"parameters", "schemas"}) {
            document.required("components")
                    .required(kind)
                    .properties()
                    .forEach(part -> find(part.getKey(), part.getValue(), found));
        }
        for (Contract.Operation operation : Contract.get().operations()) {
            String last = operation.path().replaceFirst(".*/", "");
            operation
                    .node()
                    .path("parameters")
                    .forEach(parameter ->
                            find(last + "/" + parameter.path("name").asText(), parameter, found));
        }

        assertThat(found).isEqualTo(LIMITS);
    }

    private static void find(String where, JsonNode node, Map<String, Number> found) {
        node.properties().forEach(member -> {
            if (KEYWORDS.contains(member.getKey()) && member.getValue().isNumber()) {
                found.put(where + "/" + member.getKey(), member.getValue().numberValue());
            }
            boolean structural = member.getKey().equals("properties");
            find(structural ? where : where + "/" + member.getKey(), member.getValue(), found);
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                find(where + "/" + i, node.get(i), found);
            }
        }
    }
}
