-- Carts that hold lines of one unit each, with all that belongs to them. With :hot every cart holds variant 1.
with made as (
  insert into holdfast.carts (status, currency, last_item_id, book_token, priced_at, policy, created_at, updated_at)
  select 'open', 'USD', cast(:lines as int), 1, now(), :policy, now(), now() from generate_series(1, cast(:carts as int))
  returning id),
picked as materialized (
  select made.id as cart_id, n as id,
         case when cast(:hot as boolean) and n = 1 then 1
              else 2 + (made.id * 7919 + n * 33331) % (cast(:variants as bigint) - 1) end as variant_id
  from made cross join generate_series(1, cast(:lines as int)) as n),
lines as (
  insert into holdfast.cart_items (cart_id, id, item_id, variant_id, location_id, product_id, category, quantity,
                                   unit_price, reserved_since, reserved_until)
  select k.cart_id, k.id, k.id, k.variant_id, 1, p.id, p.category, 1, coalesce(v.price, p.base_price), now(),
         now() + make_interval(secs => cast(:seconds as double precision) + k.cart_id % 1000)
  from picked k join holdfast.variants v on v.id = k.variant_id join holdfast.products p on p.id = v.product_id),
numbered as (
  select cart_id, variant_id, row_number() over (partition by variant_id order by cart_id) as number from picked),
counters as (
  update holdfast.stock s set reserved_quantity = s.reserved_quantity + sums.units, version = s.version + sums.units
  from (select variant_id, count(*) as units from picked group by variant_id) as sums
  where s.variant_id = sums.variant_id and s.location_id = 1
  returning s.variant_id, s.stock_quantity, s.reserved_quantity - sums.units as reserved_before,
            s.version - sums.units as version_before),
movements as (
  insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                     reserved_after, cart_id, at)
  select n.variant_id, 1, c.version_before + n.number, 'reserved', 0, 1, c.stock_quantity,
         c.reserved_before + n.number, n.cart_id, now()
  from numbered n join counters c using (variant_id))
select id from made
