-- Orders of three lines, one a second, each of a buyer of a thousand, with the movements of what they sold.
with cart as (
  insert into holdfast.carts (status, user_id, currency, book_token, priced_at, policy, order_id, created_at, updated_at)
  select 'checked_out', 'user-' || i % 1000, 'USD', 1, at, :policy, i, at, at
  from generate_series(1, cast(:orders as int)) as i, lateral (select timestamptz '2026-11-01' + i * interval '1 second' as at) as t
  returning id, user_id, order_id, created_at)
insert into holdfast.orders (id, number, cart_id, user_id, promo_codes, status, currency, subtotal, discount_total, total,
  explanation, book_token, priced_at, policy, placed_at)
select order_id, cast(order_id as text), id, user_id, '{}', 'placed', 'USD', 6000, 0, 6000, '[]', 1, created_at, :policy, created_at
from cart;
insert into holdfast.order_items (order_id, id, variant_id, location_id, product_id, category, sku, name, quantity,
  unit_price, subtotal, discount, total, explanation)
select o, line, 1 + (o * 7 + line * 31) % cast(:variants as int), 1, 1 + (o * 7 + line * 31) % cast(:variants as int), 'shop/floor-' || o % 50,
  'SKU', 'Thing', 2, 1000, 2000, 0, 2000, '[]'
from generate_series(1, cast(:orders as int)) as o, generate_series(1, 3) as line;
insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
  reserved_after, cart_id, order_id, at)
select s.variant_id, 1, s.version + n.number * 2 - 1 + step, case step when 0 then 'reserved' else 'sold' end, -2 * step, 2 - 4 * step,
  s.stock_quantity - 2 * (n.number - 1 + step), s.reserved_quantity + 2 - 2 * step, o.cart_id,
  case step when 1 then o.id end, o.placed_at
from (
  select order_id, variant_id, row_number() over (partition by variant_id order by order_id, id) as number
  from holdfast.order_items) n
join holdfast.orders o on o.id = n.order_id
join holdfast.stock s on s.variant_id = n.variant_id and s.location_id = 1
cross join generate_series(0, 1) as step;
update holdfast.stock s set stock_quantity = stock_quantity - 2 * sums.lines, version = version + 2 * sums.lines
from (select variant_id, cast(count(*) as int) as lines from holdfast.order_items group by variant_id) as sums
where s.variant_id = sums.variant_id and s.location_id = 1
