package dev.holdfast.audit;

import dev.holdfast.internal.audit.AuditSql;
import java.util.Arrays;

/** The kinds of things whose changes the audit log keeps. */
public enum AuditSubject {
    /** A product, identified by its id; its members include the base price. */
    PRODUCT(AuditSql.PRODUCT),
    /** A variant, identified by its id; its members include its prices, not its stock. */
    VARIANT(AuditSql.VARIANT),
    /** A pricing rule, identified by its code. */
    PRICING_RULE(AuditSql.PRICING_RULE),
    /** A stored promo code, identified by itself as it was added. */
    PROMO_CODE(AuditSql.PROMO_CODE),
    /** An API key, identified by its id. */
    API_KEY(AuditSql.API_KEY),
    /** A location, identified by its code. */
    LOCATION(AuditSql.LOCATION);

    private final String word;

    AuditSubject(String word) {
        this.word = word;
    }

    /** The word in JSON and in the database. */
    public String word() {
        return word;
    }

    /**
     * The kind of this word.
     *
     * @throws IllegalArgumentException if there is none
     */
    static AuditSubject of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
