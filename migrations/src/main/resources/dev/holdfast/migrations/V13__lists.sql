-- What lists are asked for. Apart from the columns, whose locks keep everybody out: while an index is built, only those
-- who write have to wait.
create index orders_email on "${schema}".orders (lower(email collate "C"), id) where email is not null;
create index orders_reference on "${schema}".orders (reference, id) where reference is not null;
create index orders_promo_codes on "${schema}".orders using gin ("${schema}".folded(promo_codes))
  where promo_codes <> '{}';
create index carts_user on "${schema}".carts (user_id, id) where user_id is not null;
create index carts_created on "${schema}".carts (created_at, id);
create index products_name on "${schema}".products (name, id);
create index products_created on "${schema}".products (created_at, id);
create index products_price on "${schema}".products (base_price, id);
create index variants_attributes on "${schema}".variants using gin (attributes jsonb_path_ops);
