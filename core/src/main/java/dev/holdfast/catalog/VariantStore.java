package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.catalog.CatalogMembers;
import dev.holdfast.internal.catalog.VariantList;
import dev.holdfast.internal.catalog.VariantListing;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.catalog.VariantState;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.AttributesJson;
import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.kit.Kit;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stores variants, each with its stock counter. */
final class VariantStore {
    private final Database database;

    VariantStore(Database database) {
        this.database = database;
    }

    Variant add(NewVariant variant) {
        return database.write(VariantSql.class, sql -> {
            Currency currency = sql.currencyOf(variant.productId())
                    .orElseThrow(() -> new NotFoundException("product", "product_id", variant.productId()));
            Validation checks = new Validation();
            CatalogChecks.sameCurrency(checks, "/price", variant.price(), currency);
            CatalogChecks.minPrice(checks, variant.minPrice(), currency);
            if (variant.minPrice() != null) {
                Money price = variant.price() == null
                        ? new Money(sql.keepBasePrice(variant.productId()), currency)
                        : variant.price();
                CatalogChecks.notBelow(checks, price, variant.minPrice(), true);
            }
            checks.throwIfAny();
            VariantState state = state(
                    null,
                    variant.sku(),
                    variant.name(),
                    variant.price(),
                    variant.minPrice(),
                    variant.attributes(),
                    MetadataJson.stored(variant.metadata()),
                    variant.limits());
            long id = sql.add(
                    variant.productId(),
                    state.sku(),
                    state.name(),
                    state.price(),
                    state.minPrice(),
                    AttributesJson.write(state.attributes()),
                    MetadataJson.write(state.metadata()),
                    state.limits(),
                    StockKey.DEFAULT_LOCATION,
                    variant.stockQuantity(),
                    Audited.created(database.actor(), CatalogMembers.ofNew(state, variant.productId(), currency)),
                    database.clockTime());
            return existing(sql, id);
        });
    }

    Optional<Variant> find(long id) {
        return database.read(VariantSql.class, sql -> sql.find(id, database.clockTime()))
                .map(VariantStore::variant);
    }

    Variant change(long id, Predicate<? super Variant> expected, VariantChange change) {
        return database.write(VariantSql.class, sql -> {
            if (sql.lock(id).isEmpty()) {
                throw new NotFoundException("variant", "variant_id", id);
            }
            VariantListing listing = sql.find(id, database.clockTime()).orElseThrow();
            Variant now = variant(listing);
            if (!expected.test(now)) {
                throw new PreconditionFailedException("variant", "variant_id", id);
            }
            Money minPrice = change.minPrice().or(now.minPrice());
            String sku = Objects.requireNonNullElse(change.sku().or(now.sku()), "");
            String name = change.name().or(listing.ownName());
            Money price = change.price().or(now.ownPrice());
            Map<String, Object> attributes = change.attributes().or(now.attributes());
            Validation checks = new Validation();
            CatalogChecks.sku(checks, sku);
            if (name != null) {
                CatalogChecks.name(checks, name);
            }
            if (price != null) {
                CatalogChecks.price(checks, "/price", price);
            }
            Currency currency = now.price().currency();
            CatalogChecks.sameCurrency(checks, "/price", price, currency);
            CatalogChecks.minPrice(checks, minPrice, currency);
            if (minPrice != null
                    && (change.price().present() || change.minPrice().present())) {
                Money effective = price == null ? new Money(sql.keepBasePrice(now.productId()), currency) : price;
                CatalogChecks.notBelow(
                        checks, effective, minPrice, change.minPrice().present());
            }
            CatalogChecks.attributes(checks, attributes);
            VariantLimits limits = change.limits().of(now.limits());
            CatalogChecks.limits(checks, limits);
            checks.throwIfAny();
            Map<String, Object> metadata = MetadataJson.merged(now.metadata(), change.metadata());
            String attributesJson = AttributesJson.write(Objects.requireNonNull(attributes));
            VariantState before = state(
                    id,
                    now.sku(),
                    listing.ownName(),
                    now.ownPrice(),
                    now.minPrice(),
                    now.attributes(),
                    now.metadata(),
                    now.limits());
            VariantState after =
                    state(id, sku, name, price, minPrice, AttributesJson.read(attributesJson), metadata, limits);
            if (after.equals(before)) {
                return now;
            }
            sql.change(
                    id,
                    after.sku(),
                    after.name(),
                    after.price(),
                    after.minPrice(),
                    attributesJson,
                    MetadataJson.write(metadata),
                    after.limits(),
                    Audited.changed(
                            database.actor(), CatalogMembers.of(before, currency), CatalogMembers.of(after, currency)),
                    database.clockTime());
            return existing(sql, id);
        });
    }

    Page<Variant> list(VariantFilter filter, PageRequest page) {
        VariantList list = new VariantList(
                Paging.cursor(page),
                filter.ids(),
                filter.productIds(),
                filter.skus(),
                Paging.contains(filter.query()),
                CatalogChecks.word(filter.productStatus()),
                filter.attributes(),
                filter.available(),
                Paging.moment(filter.createdFrom()),
                Paging.moment(filter.createdTo()),
                page.limit() + 1,
                database.clockTime());
        return Paging.page(database.read(list::read), page, VariantListing::id, VariantStore::variant);
    }

    private Variant existing(VariantSql sql, long id) {
        return variant(sql.find(id, database.clockTime()).orElseThrow());
    }

    static Variant variant(VariantListing row) {
        Money ownPrice = row.price() == null ? null : new Money(row.price(), row.currency());
        return new Variant(
                row.id(),
                row.productId(),
                row.sku(),
                row.name(),
                ownPrice == null ? new Money(row.basePrice(), row.currency()) : ownPrice,
                ownPrice,
                row.minPrice() == null ? null : new Money(row.minPrice(), row.currency()),
                VariantLimits.of(row.limits()),
                row.attributes(),
                row.metadata(),
                row.stockQuantity(),
                row.reservedQuantity(),
                row.availableQuantity(),
                JsonRow.list(row.components()).stream()
                        .map(component -> new Kit.Component(component.number("variant_id"), component.text("sku"), (int)
                                component.number("quantity")))
                        .toList(),
                ProductStatus.of(row.productStatus()),
                row.createdAt(),
                row.updatedAt());
    }

    private static VariantState state(
            @Nullable Long id,
            String sku,
            @Nullable String name,
            @Nullable Money price,
            @Nullable Money minPrice,
            Map<String, Object> attributes,
            Map<String, Object> metadata,
            VariantLimits limits) {
        return new VariantState(id, sku, name, minor(price), minor(minPrice), attributes, metadata, limits.row());
    }

    private static @Nullable Long minor(@Nullable Money price) {
        return price == null ? null : price.minor();
    }
}
