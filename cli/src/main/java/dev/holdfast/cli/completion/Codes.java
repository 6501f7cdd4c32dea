package dev.holdfast.cli.completion;

import dev.holdfast.lookup.CodeKind;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;

/**
 * Completion candidates of an option or a parameter that wants a code of the shop. They are not known when the script is
 * written, so there are none; the script asks {@code holdfast complete} for them.
 */
public abstract class Codes implements Iterable<String> {
    private final CodeKind kind;

    private Codes(CodeKind kind) {
        this.kind = kind;
    }

    /** Handles of products. */
    public static final class Products extends Codes {
        /** For picocli. */
        public Products() {
            super(CodeKind.PRODUCT);
        }
    }

    /** SKUs of variants. */
    public static final class Variants extends Codes {
        /** For picocli. */
        public Variants() {
            super(CodeKind.VARIANT);
        }
    }

    /** Codes of locations. */
    public static final class Locations extends Codes {
        /** For picocli. */
        public Locations() {
            super(CodeKind.LOCATION);
        }
    }

    /** Codes of rules. */
    public static final class Rules extends Codes {
        /** For picocli. */
        public Rules() {
            super(CodeKind.RULE);
        }
    }

    /** Promo codes that a buyer can enter. */
    public static final class PromoCodes extends Codes {
        /** For picocli. */
        public PromoCodes() {
            super(CodeKind.PROMO_CODE);
        }
    }

    /** Stored promo codes. */
    public static final class StoredPromoCodes extends Codes {
        /** For picocli. */
        public StoredPromoCodes() {
            super(CodeKind.STORED_PROMO_CODE);
        }
    }

    /** Numbers of orders. */
    public static final class Orders extends Codes {
        /** For picocli. */
        public Orders() {
            super(CodeKind.ORDER);
        }
    }

    /** Ids of carts. */
    public static final class Carts extends Codes {
        /** For picocli. */
        public Carts() {
            super(CodeKind.CART);
        }
    }

    /** Ids of checkout sessions. */
    public static final class Sessions extends Codes {
        /** For picocli. */
        public Sessions() {
            super(CodeKind.CHECKOUT_SESSION);
        }
    }

    /** Names of API keys. */
    public static final class ApiKeys extends Codes {
        /** For picocli. */
        public ApiKeys() {
            super(CodeKind.API_KEY);
        }
    }

    /** The word for a kind that {@code holdfast complete} understands. */
    static String word(CodeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The word for this kind. */
    final String word() {
        return word(kind);
    }

    @Override
    public final Iterator<String> iterator() {
        return Collections.emptyIterator();
    }
}
