-- What lies at the first location lies at every other, too.
insert into holdfast.stock (variant_id, location_id, stock_quantity, reserved_quantity, version)
select s.variant_id, l.id, s.stock_quantity, 0, 1
from holdfast.stock s cross join holdfast.locations l
where s.location_id = 1 and l.id > 1
order by s.variant_id, l.id;

insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                   reserved_after, at)
select variant_id, location_id, 1, 'received', stock_quantity, 0, stock_quantity, 0, now()
from holdfast.stock where location_id > 1
