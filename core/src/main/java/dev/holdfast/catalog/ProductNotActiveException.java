package dev.holdfast.catalog;

import dev.holdfast.ConflictException;

/**
 * The variant cannot be had because its product is a draft or archived. Nothing was changed. Units that a cart holds
 * already stay reserved, and can be bought.
 */
public final class ProductNotActiveException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final long variantId;
    private final ProductStatus status;

    /** For Holdfast's own services. */
    public ProductNotActiveException(long variantId, String sku, ProductStatus status) {
        super(
                "product_not_active",
                "variant " + variantId + " (" + sku + ") is not for sale: its product is " + status.word(),
                null,
                "variant_id",
                variantId,
                "sku",
                sku,
                "product_status",
                status.word());
        this.variantId = variantId;
        this.status = status;
    }

    /** The variant. */
    public long variantId() {
        return variantId;
    }

    /** The status of its product. */
    public ProductStatus status() {
        return status;
    }
}
