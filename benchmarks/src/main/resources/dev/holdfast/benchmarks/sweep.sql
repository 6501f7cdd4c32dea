-- All that has expired, as one statement: one lock on everything, for as long as it takes.
with taken as (
  delete from holdfast.cart_items where reserved_until <= now()
  returning cart_id, id, variant_id, location_id, quantity, reserved_until),
kept as (
  insert into holdfast.expired_items (cart_id, id, variant_id, location_id, quantity, expired_at)
  select cart_id, id, variant_id, location_id, quantity, reserved_until from taken),
numbered as (
  select t.*, row_number() over earlier as number, sum(t.quantity) over earlier as units
  from taken t
  window earlier as (partition by t.variant_id, t.location_id order by t.reserved_until, t.cart_id)),
sums as (
  select variant_id, location_id, count(*) as rows, sum(quantity) as units
  from taken group by variant_id, location_id),
counters as (
  update holdfast.stock s set reserved_quantity = s.reserved_quantity - sums.units, version = s.version + sums.rows
  from sums
  where s.variant_id = sums.variant_id and s.location_id = sums.location_id
  returning s.variant_id, s.location_id, s.stock_quantity, s.reserved_quantity + sums.units as reserved_before,
            s.version - sums.rows as version_before)
insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                   reserved_after, cart_id, at)
select n.variant_id, n.location_id, c.version_before + n.number, 'expired', 0, -n.quantity, c.stock_quantity,
       c.reserved_before - n.units, n.cart_id, now()
from numbered n join counters c using (variant_id, location_id)
