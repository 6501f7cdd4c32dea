package dev.holdfast.verify;

import java.util.List;

/**
 * The invariants of transfers. Where they hold, the ledger alone tells what is in transit at any time: what transfers took
 * out by then, less what they brought in.
 */
final class TransferInvariants {
    private TransferInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant(
                        "transfers",
                        "each transfer has received and lost no more than was sent, and its state says whether all of it",
                        STATES),
                new Invariant(
                        "transfer_ledger",
                        "by the ledger, all units of a transfer left one location, those received or lost came to the"
                                + " other, and those lost were written off there",
                        LEDGER));
    }

    private static final String STATES = """
            select 'the units or the state of the transfer are wrong' as problem, id as transfer_id, variant_id, quantity,
                   received_quantity, lost_quantity, status, received_at
            from #transfers
            where not (received_quantity >= 0 and lost_quantity >= 0 and quantity > 0
                       and received_quantity + lost_quantity <= quantity)
               or (status = 'received') <> (received_quantity + lost_quantity = quantity)
               or (received_at is null) <> (received_quantity + lost_quantity = 0)
               or from_location_id = to_location_id
            """;

    private static final String LEDGER = """
            select case when t.id is null then 'the ledger names a missing transfer'
                        when not coalesce(l.in_place, true) then 'units were moved at another counter'
                        else 'the transfer and the ledger differ' end as problem,
                   coalesce(t.id, l.id) as transfer_id, t.variant_id, t.quantity, t.received_quantity, t.lost_quantity,
                   coalesce(l.units_out, 0) as units_out, coalesce(l.units_in, 0) as units_in,
                   coalesce(l.units_lost, 0) as units_written_off
            from #transfers t
            full join (
              select e.transfer_id as id,
                     -coalesce(sum(e.stock_delta) filter (where e.kind = 'transferred_out'), 0) as units_out,
                     coalesce(sum(e.stock_delta) filter (where e.kind = 'transferred_in'), 0) as units_in,
                     -coalesce(sum(e.stock_delta) filter (where e.kind = 'adjusted'), 0) as units_lost,
                     bool_and(e.variant_id = s.variant_id
                              and e.location_id = case when e.kind = 'transferred_out' then s.from_location_id
                                                       else s.to_location_id end) as in_place
              from #stock_ledger e left join #transfers s on s.id = e.transfer_id
              where e.transfer_id is not null
              group by e.transfer_id) l on l.id = t.id
            where t.id is null or not coalesce(l.in_place, false)
               or (t.quantity, t.received_quantity + t.lost_quantity, t.lost_quantity)
                  <> (l.units_out, l.units_in, l.units_lost)
            """;
}
