package dev.holdfast.internal.lookup;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Finds codes that begin with a prefix. Each statement returns at most {@code limit} of them in order, and the first and
 * the last one in any case, so that what they have in common all have in common; the limit is at least two.
 */
public interface LookupSql {
    /** What is chosen of the codes in {@code codes}. */
    String ENDS = """
            (select code from codes order by code limit cast(:limit as int) - 1)
            union
            (select code from codes order by code desc limit 1)
            order by code""";

    /**
     * Chooses from the ids in {@code ids} the newest, and the two that are the first and the last as texts. Those that
     * begin with some digits are one range for each number of digits that may follow, so that few rows are read.
     */
    String NUMBERS = """
            , ranges as (
              select cast(first as bigint) as first, cast(least(first + width - 1, 9223372036854775807) as bigint) as last
              from (select digits, case when :prefix = '' then digits else cast(:prefix as numeric) * digits end as first,
                           case when :prefix = '' then 9 * digits else digits end as width
                    from (select power(cast(10 as numeric), n) as digits from generate_series(0, 18) as n) as powers) as each
              where first <= 9223372036854775807),
            found as (
              select newest.id from ranges cross join lateral (
                select id from ids where id between ranges.first and ranges.last order by id desc limit :limit) as newest
              union
              select oldest.id from ranges cross join lateral (
                select id from ids where id between ranges.first and ranges.last order by id limit 1) as oldest),
            chosen as (
              select id from (
                select id, row_number() over (order by cast(id as text) collate "C") = 1
                           or row_number() over (order by cast(id as text) collate "C" desc) = 1 as is_end
                from found) as ends
              order by is_end desc, id desc limit :limit)
            select cast(chosen.id as text) from chosen order by chosen.id desc""";

    /** Handles of products. */
    @SqlQuery("with codes as not materialized (select handle as code from #products"
            + " where starts_with(handle, cast(:prefix as text)))\n" + ENDS)
    List<String> handles(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Codes of locations. */
    @SqlQuery("with codes as not materialized (select code from #locations"
            + " where starts_with(code, cast(:prefix as text)))\n" + ENDS)
    List<String> locations(@Bind("prefix") String prefix, @Bind("limit") int limit);

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

    /**
     * Numbers of orders, the newest first.
     *
     * @param prefix digits, or nothing
     */
    @SqlQuery("with ids as not materialized (select id from #orders)\n" + NUMBERS)
    List<String> orders(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** The same of carts. */
    @SqlQuery("with ids as not materialized (select id from #carts)\n" + NUMBERS)
    List<String> carts(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Names of API keys that are not revoked. */
    @SqlQuery("with codes as not materialized (select name as code from #api_keys"
            + " where revoked_at is null and starts_with(name, cast(:prefix as text)))\n" + ENDS)
    List<String> apiKeys(@Bind("prefix") String prefix, @Bind("limit") int limit);

    /** Ids of checkout sessions, the newest first. */
    @SqlQuery("""
            with codes as not materialized (
              select id as code, position from #checkout_sessions where starts_with(id, cast(:prefix as text))),
            found as (
              select code, position, false as is_end
              from (select code, position from codes order by position desc limit :limit) as newest
              union all
              select code, position, true from (
                (select code, position from codes order by code limit 1)
                union
                (select code, position from codes order by code desc limit 1)) as ends)
            select code from (
              select code, position from found group by code, position order by bool_or(is_end) desc, position desc
              limit :limit) as chosen
            order by position desc""")
    List<String> sessions(@Bind("prefix") String prefix, @Bind("limit") int limit);
}
