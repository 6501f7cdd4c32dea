-- A reservation as one statement: the counter, the line with its price, the ledger.
-- The counter comes first, and the line cannot be written without it.
with counter as (
  update holdfast.stock
  set reserved_quantity = reserved_quantity + cast(:quantity as int), version = version + 1
  where variant_id = cast(:variant as bigint) and location_id = 1
    and stock_quantity - reserved_quantity >= cast(:quantity as int)
  returning variant_id, location_id, version, stock_quantity, reserved_quantity),
line as (
  insert into holdfast.cart_items (cart_id, id, item_id, variant_id, location_id, product_id, category, quantity,
                                   unit_price, reserved_since, reserved_until)
  select cast(:cart as bigint), 1, 1, c.variant_id, c.location_id, p.id, p.category, cast(:quantity as int),
         coalesce(v.price, p.base_price), now(), now() + interval '15 minutes'
  from counter c join holdfast.variants v on v.id = c.variant_id join holdfast.products p on p.id = v.product_id
  on conflict (cart_id, variant_id, location_id, gift_rule, kit_id) do update
  set quantity = cart_items.quantity + excluded.quantity, reserved_until = excluded.reserved_until)
insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                   reserved_after, cart_id, at)
select variant_id, location_id, version, 'reserved', 0, cast(:quantity as int), stock_quantity, reserved_quantity,
       cast(:cart as bigint), now()
from counter
