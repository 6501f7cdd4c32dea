-- Orders of three lines, one a second, each of a buyer of a thousand.
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
from generate_series(1, cast(:orders as int)) as o, generate_series(1, 3) as line
