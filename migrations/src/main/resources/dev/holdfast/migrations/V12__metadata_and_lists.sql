-- What a shop keeps with a thing for its own use: a JSON object that takes part in nothing, and that most rows do not
-- have. Null and no constraint, so that the tables are neither rewritten nor read, and a server of the version before
-- goes on working.
alter table "${schema}".products add column metadata jsonb;
alter table "${schema}".variants add column metadata jsonb;
alter table "${schema}".carts
  add column email text,
  add column metadata jsonb;
alter table "${schema}".cart_items add column metadata jsonb;
alter table "${schema}".expired_items add column metadata jsonb;
alter table "${schema}".order_items add column metadata jsonb;

-- The buyer's e-mail address, and what the order is called in another system.
alter table "${schema}".orders
  add column email text,
  add column reference text,
  add column metadata jsonb;
create index orders_email on "${schema}".orders (lower(email collate "C"), id) where email is not null;
create index orders_reference on "${schema}".orders (reference, id) where reference is not null;

-- What lists are asked for. Orders of a promo code are found whichever way it was typed.
create function "${schema}".folded(codes text[]) returns text[] language sql immutable parallel safe as $$
  select array_agg(lower(code collate "C")) from unnest(codes) as code
$$;
create index orders_promo_codes on "${schema}".orders using gin ("${schema}".folded(promo_codes))
  where promo_codes <> '{}';
create index carts_user on "${schema}".carts (user_id, id) where user_id is not null;
create index carts_created on "${schema}".carts (created_at, id);
create index products_name on "${schema}".products (name, id);
create index products_created on "${schema}".products (created_at, id);
create index products_price on "${schema}".products (base_price, id);
create index variants_attributes on "${schema}".variants using gin (attributes jsonb_path_ops);
