-- A page of carts by OFFSET, newest first, with their lines.
select c.*, i.id as item_id, i.variant_id, i.quantity, i.unit_price, i.reserved_until, v.sku, coalesce(v.name, p.name) as name
from (select * from holdfast.carts order by id desc limit 50 offset cast(:skip as int)) c
left join holdfast.cart_items i on i.cart_id = c.id
left join holdfast.variants v on v.id = i.variant_id
left join holdfast.products p on p.id = v.product_id
order by c.id desc, i.id
