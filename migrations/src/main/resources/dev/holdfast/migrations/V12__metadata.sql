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

-- Orders of a promo code are found whichever way it was typed.
create function "${schema}".folded(codes text[]) returns text[] language sql immutable parallel safe as $$
  select array_agg(lower(code collate "C")) from unnest(codes) as code
$$;
