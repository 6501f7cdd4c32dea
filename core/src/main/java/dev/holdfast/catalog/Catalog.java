package dev.holdfast.catalog;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.Database;
import dev.holdfast.internal.Settings;

/** Products and their variants. Thread-safe. */
public final class Catalog {
    private final Database database;
    private final Settings settings;

    /** For {@link dev.holdfast.Holdfast}. */
    public Catalog(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Adds a product. */
    public Product addProduct(NewProduct product) {
        throw new UnsupportedOperationException("" + database + settings);
    }

    /** A product. Throws NotFoundException. */
    public Product product(long id) {
        throw new UnsupportedOperationException();
    }

    /** Changes a product. */
    public Product changeProduct(long id, ProductChange change) {
        throw new UnsupportedOperationException();
    }

    /** Products by id. */
    public Page<Product> products(ProductFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** Adds a variant. */
    public Variant addVariant(NewVariant variant) {
        throw new UnsupportedOperationException();
    }

    /** A variant. */
    public Variant variant(long id) {
        throw new UnsupportedOperationException();
    }

    /** Changes a variant. */
    public Variant changeVariant(long id, VariantChange change) {
        throw new UnsupportedOperationException();
    }

    /** Variants by id. */
    public Page<Variant> variants(VariantFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
