package dev.holdfast.server.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.Limits;
import dev.holdfast.inventory.StockAt;
import dev.holdfast.promo.GeneratedCodes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract names the limits that the library checks. */
class LimitsTest {
    private static final Set<String> KEYWORDS = Set.of("maxLength", "maximum", "maxItems", "maxProperties");

    // By their place in the contract, below /components or /paths.
    private static final Map<String, Number> LIMITS = Map.ofEntries(
            entry("IdempotencyKey/schema/maxLength", Limits.IDEMPOTENCY_KEY),
            entry("Limit/schema/maximum", Limits.PAGE),
            entry("price/quantity/schema/maximum", Limits.QUANTITY),
            entry("price/user_tier/schema/maxLength", Limits.WORD),
            entry("price/promo_code/schema/maxLength", Limits.WORD),
            entry("UserId/oneOf/0/maxLength", Limits.WORD),
            entry("UserTier/maxLength", Limits.WORD),
            entry("PromoCode/maxLength", Limits.WORD),
            entry("Attributes/maxProperties", Limits.ATTRIBUTES),
            entry("ContextAttributes/maxProperties", Limits.ATTRIBUTES),
            entry("ContextAttributes/propertyNames/maxLength", Limits.WORD),
            entry("ContextAttributes/additionalProperties/maxLength", Limits.WORD),
            entry("NewProduct/name/maxLength", Limits.NAME),
            entry("NewProduct/handle/maxLength", Limits.NAME),
            entry("ProductChange/handle/maxLength", Limits.NAME),
            entry("NewProduct/description/maxLength", Limits.DESCRIPTION),
            entry("NewProduct/category/maxLength", Limits.CATEGORY),
            entry("ProductChange/name/maxLength", Limits.NAME),
            entry("ProductChange/description/maxLength", Limits.DESCRIPTION),
            entry("ProductChange/category/maxLength", Limits.CATEGORY),
            entry("NewVariant/sku/maxLength", Limits.SKU),
            entry("NewVariant/name/maxLength", Limits.NAME),
            entry("NewVariant/stock_quantity/maximum", Limits.STOCK),
            entry("VariantChange/sku/maxLength", Limits.SKU),
            entry("VariantChange/name/maxLength", Limits.NAME),
            entry("NewMovement/quantity/maximum", Limits.STOCK),
            entry("NewMovement/reason/maxLength", Limits.TEXT),
            entry("NewMovement/reference/maxLength", Limits.TEXT),
            entry("StockCount/stock_quantity/maximum", Limits.STOCK),
            entry("StockCount/expected_stock_quantity/maximum", Limits.STOCK),
            entry("StockCount/reason/maxLength", Limits.TEXT),
            entry("StockCount/reference/maxLength", Limits.TEXT),
            entry("StockAt/holders/maxItems", StockAt.MAX_HOLDERS),
            entry("NewQuote/lines/maxItems", Limits.ITEMS_PER_QUOTE),
            entry("NewQuote/lines/items/quantity/maximum", Limits.QUANTITY),
            entry("NewQuote/promo_codes/maxItems", Limits.PROMO_CODES),
            entry("NewQuote/orders_placed/maximum", Integer.MAX_VALUE),
            entry("NewQuote/charges/maxItems", Limits.CHARGES),
            entry("NewQuote/charges/items/code/maxLength", Limits.WORD),
            entry("NewQuote/policy/maxLength", Limits.TEXT),
            entry("NewPromoCodes/codes/maxItems", Limits.PROMO_CODES_ADDED),
            entry("NewPromoCodes/codes/items/maxLength", Limits.PROMO_CODE_STORED),
            entry("NewPromoCodes/count/maximum", Limits.PROMO_CODES_ADDED),
            entry("NewPromoCodes/prefix/maxLength", Limits.PROMO_CODE_STORED - GeneratedCodes.MAX_LENGTH),
            entry("NewPromoCodes/length/maximum", GeneratedCodes.MAX_LENGTH),
            entry("NewPromoCodes/max_uses/maximum", Limits.PROMO_CODE_USES),
            entry("NewPromoCodes/max_uses_per_user/maximum", Limits.PROMO_CODE_USES),
            entry("PromoCodeChange/max_uses/maximum", Limits.PROMO_CODE_USES),
            entry("PromoCodeChange/max_uses_per_user/maximum", Limits.PROMO_CODE_USES),
            entry("PricingRuleChange/name/maxLength", Limits.NAME),
            entry("PricingRuleChange/group/maxLength", Limits.RULE_CODE),
            entry("NewPricingRule/name/maxLength", Limits.NAME),
            entry("NewPricingRule/group/maxLength", Limits.RULE_CODE),
            entry("NewCart/promo_codes/maxItems", Limits.PROMO_CODES),
            entry("CartChange/promo_codes/maxItems", Limits.PROMO_CODES),
            entry("CartChange/attributes/maxProperties", Limits.ATTRIBUTES),
            entry("CartChange/attributes/propertyNames/maxLength", Limits.WORD),
            entry("CartChange/attributes/additionalProperties/maxLength", Limits.WORD),
            entry("NewCharge/name/maxLength", Limits.NAME),
            entry("NewItem/quantity/maximum", Limits.QUANTITY),
            entry("NewItems/quantity/maximum", Limits.QUANTITY),
            entry("NewItems/items/maxItems", Limits.ITEMS_PER_CART),
            entry("ItemChange/quantity/maximum", Limits.QUANTITY),
            entry("ItemUnits/quantity/maximum", Limits.QUANTITY),
            entry("ReturnedUnits/quantity/maximum", Limits.QUANTITY),
            entry("UnitChoices/maxItems", Limits.CORRECTION_ENTRIES),
            entry("UnitChoices/items/group/maximum", Limits.QUANTITY),
            entry("UnitChoices/items/quantity/maximum", Limits.QUANTITY),
            entry("ChargeCodes/maxItems", Limits.CHARGES),
            entry("ChargeCodes/items/maxLength", Limits.WORD),
            entry("NewCancellation/items/maxItems", Limits.CORRECTION_ENTRIES),
            entry("NewCancellation/reason/maxLength", Limits.TEXT),
            entry("NewReturn/items/maxItems", Limits.CORRECTION_ENTRIES),
            entry("NewReturn/reason/maxLength", Limits.TEXT),
            entry("NewFulfilment/items/maxItems", Limits.CORRECTION_ENTRIES),
            entry("NewFulfilment/items/items/quantity/maximum", Limits.QUANTITY),
            entry("NewFulfilment/reference/maxLength", Limits.TEXT),
            entry("NewPayment/reference/maxLength", Limits.TEXT),
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
