package dev.holdfast.model;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.inventory.Preorder;
import dev.holdfast.inventory.Supply;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.location.Location;
import dev.holdfast.location.LocationChange;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What those who run the real shop do: prices, rules, promo codes. */
final class RealAdmin {
    private static final Currency USD = Currency.getInstance("USD");

    private RealAdmin() {}

    static String run(Holdfast server, Step step, ModelShop model) {
        return switch (step.kind()) {
            case BASE_PRICE -> {
                var product = server.catalog()
                        .changeProduct(
                                ModelShop.FIRST_PRODUCT + step.item() % ModelShop.PRODUCTS,
                                ProductChange.none().withBasePrice(new Money(step.number() % 3_000, USD)));
                yield "product " + product.id() + " at "
                        + Text.cents(product.basePrice().minor());
            }
            case OWN_PRICE ->
                RealAnswers.show(server.catalog()
                        .changeVariant(
                                ModelShop.variant(step.item()),
                                VariantChange.none()
                                        .withPrice(
                                                step.number() % 4 == 0
                                                        ? null
                                                        : new Money(step.number() % 2_000, USD))));
            case LIMITS -> {
                ModelLimits.Of wanted = ModelLimits.wanted(step);
                VariantLimits limits = server.catalog()
                        .changeVariant(
                                ModelShop.variant(step.item()),
                                VariantChange.none()
                                        .withLimits(VariantLimitsChange.to(new VariantLimits(
                                                wanted.min(),
                                                wanted.max(),
                                                wanted.step(),
                                                wanted.perUser(),
                                                wanted.days(),
                                                wanted.seconds() == null
                                                        ? null
                                                        : Duration.ofSeconds(wanted.seconds())))))
                        .limits();
                Duration time = limits.reservationTime();
                yield Text.limits(
                        ModelShop.variant(step.item()),
                        new ModelLimits.Of(
                                limits.minQuantity(),
                                limits.maxQuantity(),
                                limits.quantityStep(),
                                limits.maxPerUser(),
                                limits.maxPerUserDays(),
                                time == null ? null : (Integer) (int) time.toSeconds()));
            }
            case SAFETY_STOCK -> supply(server, step, SupplyChange.NONE.withSafetyStock(step.safetyStock()));
            case TRACK -> {
                Supply supply = server.inventory()
                        .at(step.location())
                        .changeSupply(ModelShop.variant(step.item()), SupplyChange.NONE.withTracked(step.tracked()));
                yield Text.tracked(supply.variantId(), step.location(), supply.tracked());
            }
            case BACKORDER_LIMIT -> supply(server, step, SupplyChange.NONE.withBackorderLimit(step.backorderLimit()));
            case PREORDER -> {
                Integer limit = step.preorderLimit();
                yield supply(
                        server,
                        step,
                        SupplyChange.NONE.withPreorder(
                                limit == null ? null : new Preorder(limit, step.preorderedFor(model.now))));
            }
            case SWITCH_SELLS -> {
                Location location = server.locations().change(step.place(), LocationChange.sells(step.sells()));
                yield "location " + location.code() + " sells " + location.sells();
            }
            case MIN_PRICE ->
                RealAnswers.show(server.catalog()
                        .changeVariant(
                                ModelShop.variant(step.item()),
                                new VariantChange(
                                        Patch.keep(),
                                        Patch.keep(),
                                        Patch.keep(),
                                        Patch.set(money(step.minPrice())),
                                        Patch.keep())));
            case PRODUCT_STATUS -> {
                var product = server.catalog()
                        .changeProduct(
                                ModelShop.FIRST_PRODUCT + step.item() % ModelShop.PRODUCTS,
                                ProductChange.none().withStatus(ProductStatus.of(step.productStatus())));
                yield "product " + product.id() + " " + product.status().word();
            }
            case ADD_RULE ->
                RealAnswers.show(server.pricing()
                        .add(PricingRuleJson.read(ModelRule.of(step, model.now).json(), USD)));
            case CHANGE_RULE ->
                RealAnswers.show(server.pricing().change(ModelRule.code(step), patch(step, model.rules, model.now)));
            case ARCHIVE_RULE -> RealAnswers.show(server.pricing().archive(ModelRule.code(step)));
            case SHOW_CODE -> RealAnswers.show(server.promoCodes().get(ModelCodes.name(step)));
            case ADD_CODE -> addCode(server, step, model);
            case CHANGE_CODE -> RealAnswers.show(server.promoCodes().change(ModelCodes.name(step), change(step)));
            case RETIRE_CODE -> RealAnswers.show(server.promoCodes().delete(ModelCodes.name(step)));
            default -> throw new IllegalArgumentException(step.toString());
        };
    }

    private static String supply(Holdfast server, Step step, SupplyChange change) {
        Supply supply = server.inventory().at(step.location()).changeSupply(ModelShop.variant(step.item()), change);
        Preorder preorder = supply.preorder();
        return Text.supply(
                supply.variantId(),
                step.location(),
                supply.safetyStock(),
                supply.backorderLimit(),
                preorder == null ? null : preorder.limit() + " by " + preorder.availableAt(),
                supply.backorderedQuantity());
    }

    private static String patch(Step step, ModelRules rules, Instant now) {
        ModelRule after = ModelRule.of(step, now);
        return after.patch(rules.ruleOr(step, after));
    }

    private static String addCode(Holdfast server, Step step, ModelShop model) {
        ModelCode.Limits limits = ModelCodes.limits(step);
        List<String> added = server.promoCodes()
                .add(
                        model.rules.askingForCodes(step),
                        List.of(ModelCodes.name(step)),
                        new PromoLimits(limits.uses(), limits.usesPerUser(), money(limits.budget())),
                        step.number() % 9 != 0);
        return "added " + String.join(", ", added);
    }

    private static PromoCodeChange change(Step step) {
        Patch<Long> limit = Patch.set(ModelCodes.newLimit(step));
        return switch (step.number() / 2 % 4) {
            case 0 -> PromoCodeChange.active(step.number() / 8 % 2 == 0);
            case 1 -> new PromoCodeChange(Patch.keep(), limit, Patch.keep(), Patch.keep());
            case 2 -> new PromoCodeChange(Patch.keep(), Patch.keep(), limit, Patch.keep());
            default ->
                new PromoCodeChange(
                        Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(money(ModelCodes.newBudget(step))));
        };
    }

    private static @Nullable Money money(@Nullable Long cents) {
        return cents == null ? null : new Money(cents, USD);
    }
}
