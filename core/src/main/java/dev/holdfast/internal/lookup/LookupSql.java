package dev.holdfast.internal.lookup;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Finds codes that begin with a prefix. Each statement returns at most {@code limit} of them in order, and the last one
 * in any case; the limit is at least two.
 */
public interface LookupSql {
    /** What is chosen of the codes in {@code codes}. */
    String ENDS = """
            (select code from codes order by code limit cast(:limit as int) - 1)
            union
            (select code from codes order by code desc limit 1)
            order by code""";

    /** Handles of products. */
    @SqlQuery("with codes as not materialized (select handle as code from #products"
            + " where starts_with(handle, cast(:prefix as text)))\n" + ENDS)
    List<String> handles(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** SKUs of variants. */
    @SqlQuery("with codes as not materialized (select sku as code from #variants"
            + " where starts_with(sku, cast(:prefix as text)))\n" + ENDS)
    List<String> skus(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Codes of rules that are not archived. */
    @SqlQuery("with codes as not materialized (select code from #pricing_rules"
            + " where archived_at is null and starts_with(code, cast(:prefix as text)))\n" + ENDS)
    List<String> rules(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Stored promo codes that are not archived, in the order of their keys, which have an index. */
    @SqlQuery("""
            with codes as not materialized (
              select key, code from #promo_codes
              where archived_at is null
                and starts_with(key, lower(cast(:prefix as text))) and starts_with(code, cast(:prefix as text)))
            select code from (
              (select key, code from codes order by key limit cast(:limit as int) - 1)
              union
              (select key, code from codes order by key desc limit 1)) as ends
            order by ends.key""")
    List<String> promoCodes(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Promo codes in the conditions of rules that are not archived. */
    @SqlQuery("""
            with codes as not materialized (
              select definition -> 'conditions' ->> 'promo_code' as code from #pricing_rules
              where archived_at is null
                and starts_with(definition -> 'conditions' ->> 'promo_code', cast(:prefix as text)))
            """ + ENDS)
    List<String> promoCodesOfRules(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Numbers of orders, the newest first. */
    @SqlQuery("""
            with codes as not materialized (
              select id from #orders where starts_with(cast(id as text), cast(:prefix as text)))
            select cast(id as text) from (
              (select id from codes order by id desc limit cast(:limit as int) - 1)
              union
              (select id from codes order by id limit 1)) as ends
            order by ends.id desc""")
    List<String> orders(@Bind("prefix") String prefix, @Bind("limit") int limit);
}
