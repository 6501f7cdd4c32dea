-- One variant, with the product's name and price and the counter.
select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name, coalesce(v.price, p.base_price) as price, p.currency,
       v.attributes, v.created_at, v.updated_at, s.stock_quantity, s.reserved_quantity
from holdfast.variants v
join holdfast.products p on p.id = v.product_id
join holdfast.stock s on s.variant_id = v.id and s.location_id = 1
where v.id = cast(:id as bigint)
