-- What hangs on a cart is written only by a statement that writes the cart and the counter as well, under the locks of
-- both, and that fails when it did not find them. Looking each of them up once more for a foreign key took a quarter of
-- a put's time. What a foreign key does beyond that is done here: a cart or a counter is not deleted under what it holds.
alter table "${schema}".cart_items
  drop constraint cart_items_cart_id_fkey,
  drop constraint cart_items_variant_id_location_id_fkey;
alter table "${schema}".expired_items drop constraint expired_items_cart_id_fkey;
alter table "${schema}".promo_uses drop constraint promo_uses_cart_id_fkey;

create function "${schema}".keep_cart() returns trigger language plpgsql as $$
begin
  if exists (select from "${schema}".cart_items i where i.cart_id = old.id)
     or exists (select from "${schema}".expired_items i where i.cart_id = old.id)
     or exists (select from "${schema}".promo_uses u where u.cart_id = old.id) then
    raise foreign_key_violation using message = 'cart ' || old.id || ' has lines or promo codes';
  end if;
  return old;
end
$$;
create trigger carts_kept before delete on "${schema}".carts for each row execute function "${schema}".keep_cart();

create function "${schema}".keep_stock() returns trigger language plpgsql as $$
begin
  if exists (select from "${schema}".cart_items i
             where i.variant_id = old.variant_id and i.location_id = old.location_id) then
    raise foreign_key_violation using message = 'carts hold units of variant ' || old.variant_id;
  end if;
  return old;
end
$$;
create trigger stock_kept before delete on "${schema}".stock for each row execute function "${schema}".keep_stock();

-- Carts that are filled at the same time lie side by side: each of them needs room for its next version on its page, or
-- the update is not heap-only.
alter table "${schema}".carts set (fillfactor = 45);
