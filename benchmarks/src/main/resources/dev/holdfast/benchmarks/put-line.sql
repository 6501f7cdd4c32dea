-- The transaction of four statements: the line, with its price.
insert into holdfast.cart_items (cart_id, id, item_id, variant_id, location_id, product_id, category, quantity,
                                 unit_price, reserved_since, reserved_until)
select cast(:cart as bigint), 1, 1, v.id, 1, p.id, p.category, cast(:quantity as int), coalesce(v.price, p.base_price),
       now(), now() + interval '15 minutes'
from holdfast.variants v join holdfast.products p on p.id = v.product_id
where v.id = cast(:variant as bigint)
on conflict (cart_id, variant_id, location_id, gift_rule, kit_id) do update
set quantity = cart_items.quantity + excluded.quantity, reserved_until = excluded.reserved_until
