-- The transaction of four statements, first step after BEGIN: the counter.
update holdfast.stock
set reserved_quantity = reserved_quantity + cast(:quantity as int), version = version + 1
where variant_id = cast(:variant as bigint) and location_id = 1
  and stock_quantity - reserved_quantity >= cast(:quantity as int)
returning version, stock_quantity, reserved_quantity
