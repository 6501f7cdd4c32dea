package dev.holdfast.cli.products;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A product that is read row by row; the variants read so far can be taken out. */
abstract class Product {
    final Currency currency;
    private final Row first;
    private final List<VariantImport> variants = new ArrayList<>();
    private final List<Piece.Origin> origins = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private boolean taken;

    Product(Row first, Currency currency) {
        this.first = first;
        this.currency = currency;
    }

    /** A product in the layout of its file. */
    static Product of(Row first, Currency currency) {
        return switch (first.header().layout()) {
            case HOLDFAST -> new HoldfastProduct(first, currency);
            case SHOPIFY -> new ShopifyProduct(first, currency);
            case SHOPIFY_INVENTORY -> new ShopifyInventory(first, currency);
        };
    }

    /** Reads a row; the first one is also read by this. */
    abstract void add(Row row);

    abstract Patch<String> name();

    abstract Patch<Money> basePrice();

    abstract Patch<String> description();

    abstract Patch<String> category();

    abstract Patch<ProductStatus> status();

    abstract Patch<Map<String, Object>> metadata();

    final String handle() {
        return first.text(Field.HANDLE);
    }

    final Row first() {
        return first;
    }

    /** Adds the variant of a row; {@code options} are those that a SKU is made from. */
    final void add(Row row, VariantImport variant, Collection<?> options) {
        variants.add(variant);
        origins.add(new Piece.Origin(row.line(), madeSku(options), !row.has(Field.SKU), Map.of()));
    }

    /** Adds the stock of a variant at a location; returns the line that it was in already, or null. */
    final @Nullable Long at(int place, String location, StockImport stock, Row row) {
        Piece.Origin origin = origins.get(place);
        Long earlier = origin.lines().get(location);
        if (earlier == null) {
            origins.set(place, origin.with(location, row.line()));
            variants.set(place, Variants.with(variants.get(place), location, stock));
        }
        return earlier;
    }

    /** Called when the variants read so far were taken. */
    void forget() {}

    final void remark(Remark remark) {
        remarks.add(remark);
    }

    final int size() {
        return variants.size();
    }

    /** Takes the variants read since the last time. Only the first piece carries the data of the product itself. */
    final Piece take(List<Mistake> mistakes) {
        ProductImport product = taken
                ? new ProductImport(handle(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), variants)
                : new ProductImport(
                        handle(), name(), basePrice(), description(), category(), status(), metadata(), variants);
        Piece piece = new Piece(product, first.header(), first.line(), origins, mistakes, remarks);
        taken = true;
        variants.clear();
        origins.clear();
        remarks.clear();
        forget();
        return piece;
    }

    /** The SKU of a row, or else the one that is made. */
    final String sku(Row row, Collection<?> options) {
        return row.has(Field.SKU) ? row.text(Field.SKU).strip() : madeSku(options);
    }

    private String madeSku(Collection<?> options) {
        StringBuilder sku = new StringBuilder(handle());
        for (Object option : options) {
            String word = slug(option.toString());
            sku.append(word.isEmpty() ? "" : "-" + word);
        }
        return sku.length() <= Limits.SKU ? sku.toString() : shortened(sku.toString());
    }

    /** The beginning of a text that is too long for a SKU, and a checksum of all of it in place of the rest. */
    private static String shortened(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        String end = String.format(Locale.ROOT, "-%08x", checksum.getValue());
        int room = Limits.SKU - end.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room) + end;
    }

    /** A text in lower case with everything but letters and digits replaced by dashes. */
    static String slug(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }
}
