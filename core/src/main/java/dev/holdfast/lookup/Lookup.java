package dev.holdfast.lookup;

import dev.holdfast.Limits;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.lookup.LookupSql;
import dev.holdfast.internal.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds codes by how they begin, for programs that complete what a person types. Only reads. Thread-safe.
 *
 * <p>With a prefix it may read all codes of a kind, so a caller that cannot wait should limit the time of a statement.
 */
public final class Lookup {
    private static final int FEWEST = 2;

    /** What a number begins with: up to as many digits as a long is sure to have room for, or nothing. */
    private static final Pattern NUMBER = Pattern.compile("([1-9][0-9]{0,17})?");

    private final Database database;

    /** For {@link dev.holdfast.Holdfast}. */
    public Lookup(Database database) {
        this.database = database;
    }

    /**
     * The codes that begin with a prefix, upper and lower case being different.
     *
     * <p>If there are more than the limit, the first and the last one are among them. So what all of the returned codes begin with, all
     * of the others begin with too, as far as the database sorts by characters, and a program can safely fill it in.
     *
     * @param prefix may be empty
     * @param limit the largest number of codes, {@value #FEWEST} to {@link Limits#PAGE}
     * @return in alphabetical order, each once; orders, carts and checkout sessions the newest first
     * @throws dev.holdfast.InvalidInputException if the limit is out of range
     */
    public List<String> startingWith(CodeKind kind, String prefix, int limit) {
        Validation checks = new Validation();
        checks.between("/limit", limit, FEWEST, Limits.PAGE);
        checks.throwIfAny();
        // No code contains it, and the database cannot take it.
        return prefix.indexOf('\0') >= 0
                ? List.of()
                : database.read(LookupSql.class, sql -> find(sql, kind, prefix, limit));
    }

    private static List<String> find(LookupSql sql, CodeKind kind, String prefix, int limit) {
        return switch (kind) {
            case PRODUCT -> sql.handles(prefix, limit);
            case VARIANT -> sql.skus(prefix, limit);
            case RULE -> sql.rules(prefix, limit);
            case PROMO_CODE -> merged(sql.promoCodesOfRules(prefix, limit), sql.promoCodes(prefix, limit), limit);
            case STORED_PROMO_CODE -> sql.promoCodes(prefix, limit);
            case ORDER -> NUMBER.matcher(prefix).matches() ? sql.orders(prefix, limit) : List.of();
            case CART -> NUMBER.matcher(prefix).matches() ? sql.carts(prefix, limit) : List.of();
            case CHECKOUT_SESSION -> sql.sessions(prefix, limit);
            case API_KEY -> sql.apiKeys(prefix, limit);
            case LOCATION -> sql.locations(prefix, limit);
        };
    }

    private static List<String> merged(List<String> some, List<String> others, int limit) {
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        List<String> merged = new ArrayList<>(all.stream().limit(limit).toList());
        if (all.size() > limit) {
            merged.set(limit - 1, all.last());
        }
        return merged;
    }
}
