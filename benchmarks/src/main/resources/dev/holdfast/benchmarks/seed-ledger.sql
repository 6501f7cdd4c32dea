-- So many more movements for each variant up to :variants, an even number: units are reserved and released.
insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                   reserved_after, at)
select s.variant_id, 1, s.version + n, case n % 2 when 1 then 'reserved' else 'released' end, 0,
       case n % 2 when 1 then 1 else -1 end, s.stock_quantity, s.reserved_quantity + n % 2, now()
from holdfast.stock s cross join generate_series(1, cast(:movements as int)) as n
where s.variant_id <= cast(:variants as bigint);

update holdfast.stock set version = version + cast(:movements as int) where variant_id <= cast(:variants as bigint)
