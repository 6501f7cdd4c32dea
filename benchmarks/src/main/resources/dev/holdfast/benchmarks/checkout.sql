-- A checkout as one statement. The cart's row is the lock; counters are locked in their order, so that two of these
-- cannot wait for each other.
with cart as (
  update holdfast.carts
  set status = 'checked_out', order_id = nextval('holdfast.order_numbers'), updated_at = now()
  where id = cast(:cart as bigint) and status = 'open'
  returning id, order_id, user_id, user_tier, promo_codes, currency, book_token, priced_at, policy),
lines as (
  delete from holdfast.cart_items i using cart
  where i.cart_id = cart.id and i.reserved_until > now()
  returning i.id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity, i.unit_price),
locked as (
  select l.*
  from lines l join holdfast.stock s on s.variant_id = l.variant_id and s.location_id = l.location_id
  order by s.variant_id, s.location_id for no key update of s),
sold as (
  update holdfast.stock s
  set stock_quantity = s.stock_quantity - l.quantity, reserved_quantity = s.reserved_quantity - l.quantity,
      version = s.version + 1
  from locked l
  where s.variant_id = l.variant_id and s.location_id = l.location_id
  returning s.variant_id, s.location_id, s.version, s.stock_quantity, s.reserved_quantity, l.quantity),
moved as (
  insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                     reserved_after, cart_id, order_id, at)
  select s.variant_id, s.location_id, s.version, 'sold', -s.quantity, -s.quantity, s.stock_quantity,
         s.reserved_quantity, cart.id, cart.order_id, now()
  from sold s cross join cart),
ordered as (
  insert into holdfast.orders (id, number, cart_id, user_id, user_tier, promo_codes, status, currency, subtotal,
                               discount_total, total, explanation, book_token, priced_at, policy, placed_at)
  select cart.order_id, cast(cart.order_id as text), cart.id, cart.user_id, cart.user_tier, cart.promo_codes, 'placed',
         cart.currency, sums.total, 0, sums.total, '[]', cart.book_token, cart.priced_at, cart.policy, now()
  from cart cross join (select sum(unit_price * quantity) as total from lines) as sums),
bought as (
  insert into holdfast.order_items (order_id, id, variant_id, location_id, product_id, category, sku, name, quantity,
                                    unit_price, subtotal, discount, total, explanation)
  select cart.order_id, l.id, l.variant_id, l.location_id, l.product_id, l.category, v.sku, coalesce(v.name, p.name),
         l.quantity, l.unit_price, l.unit_price * l.quantity, 0, l.unit_price * l.quantity, '[]'
  from lines l cross join cart
  join holdfast.variants v on v.id = l.variant_id join holdfast.products p on p.id = v.product_id)
select order_id from cart
