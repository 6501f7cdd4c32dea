-- The transaction of four statements, last step before COMMIT: the ledger.
insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                   reserved_after, cart_id, at)
values (cast(:variant as bigint), 1, cast(:version as bigint), 'reserved', 0, cast(:quantity as int),
        cast(:stock as int), cast(:reserved as int), cast(:cart as bigint), now())
