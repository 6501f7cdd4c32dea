-- One cart with its lines; what they come to is left to the reader.
select c.*, i.id as item_id, i.variant_id, i.quantity, i.unit_price, i.reserved_until, v.sku, coalesce(v.name, p.name) as name
from holdfast.carts c
left join holdfast.cart_items i on i.cart_id = c.id
left join holdfast.variants v on v.id = i.variant_id
left join holdfast.products p on p.id = v.product_id
where c.id = cast(:id as bigint)
order by i.id
