package dev.holdfast.internal.kit;

import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on {@code kits} and {@code kit_components}. {@code now} is null for the database's time. */
public interface KitSql {
    /** The kits that changed after a version, each component by kit and place. */
    @SqlQuery("""
            select k.variant_id as kit_id, c.variant_id, c.quantity
            from #kits k left join #kit_components c on c.kit_id = k.variant_id
            where k.version > :version order by k.variant_id, c.position""")
    List<KitRow.Change> changedAfter(@Bind("version") long version);

    /** Keeps all kits from being changed by others until the transaction ends. */
    @SqlQuery("select id from #versions where id = 1 for no key update")
    int lock();

    /** Changes the version of kits and locations, after {@link #lock}, and returns it. */
    @SqlQuery("""
            update #versions set locations_version = nextval('#rule_book_tokens') where id = 1
            returning locations_version""")
    long raise();

    /** The components of kits, by kit and place. */
    @SqlQuery("""
            select c.kit_id, c.variant_id, v.sku, c.quantity
            from #kit_components c join #variants v on v.id = c.variant_id
            where c.kit_id = any(cast(:kit_ids as bigint[])) order by c.kit_id, c.position""")
    List<KitComponentRow> components(@Bind("kit_ids") List<Long> kitIds);

    /** Which of these variants there are. */
    @SqlQuery("select id, sku from #variants where id = any(cast(:ids as bigint[]))")
    List<NamedVariant> variants(@Bind("ids") List<Long> ids);

    /** See {@link #kitsAmong}. */
    String KITS_AMONG =
            "select distinct kit_id from #kit_components where kit_id = any(cast(:variant_ids as bigint[]))";

    /** Which of these variants are kits. */
    @SqlQuery(KITS_AMONG)
    List<Long> kitsAmong(@Bind("variant_ids") List<Long> variantIds);

    /** The kits that have one of these variants as a component, each with the SKU of the kit. */
    @SqlQuery("""
            select c.kit_id, c.variant_id, v.sku, c.quantity
            from #kit_components c join #variants v on v.id = c.kit_id
            where c.variant_id = any(cast(:ids as bigint[])) order by c.variant_id, c.kit_id""")
    List<KitComponentRow> kitsWith(@Bind("ids") List<Long> ids);

    /** Units of a variant that are in transit. */
    @SqlQuery("""
            select coalesce(sum(quantity - received_quantity - lost_quantity), 0) from #transfers
            where variant_id = :variant_id and status = 'shipped'""")
    int inTransit(@Bind("variant_id") long variantId);

    /** Notes the version at which a variant became a kit, was changed or ceased to be one. */
    @SqlUpdate("""
            insert into #kits (variant_id, version) values (:kit_id, :version)
            on conflict (variant_id) do update set version = excluded.version""")
    void touch(@Bind("kit_id") long kitId, @Bind("version") long version);

    /** Takes the components of a kit away. */
    @SqlUpdate("delete from #kit_components where kit_id = :kit_id")
    void removeComponents(@Bind("kit_id") long kitId);

    /** Gives a kit its components, in their order. */
    @SqlUpdate("""
            insert into #kit_components (kit_id, position, variant_id, quantity)
            select :kit_id, n.position, n.variant_id, n.quantity
            from unnest(cast(:variant_ids as bigint[]), cast(:quantities as int[]))
                 with ordinality as n(variant_id, quantity, position)""")
    void addComponents(
            @Bind("kit_id") long kitId,
            @Bind("variant_ids") List<Long> variantIds,
            @Bind("quantities") List<Integer> quantities);

    /** Writes down who changed a kit. */
    @SqlUpdate(AuditSql.INSERT + """
            values (coalesce(cast(:now as timestamptz), clock_timestamp()), :audit.actor, 'variant',
                    cast(:kit_id as text), cast(:audit.before as json), cast(:audit.after as json))""")
    void audit(
            @Bind("kit_id") long kitId, @BindMethods("audit") Audited audit, @Bind("now") @Nullable OffsetDateTime now);
}
