-- The tables of one shop. All of them live in one schema, whose name is a placeholder; nothing reaches outside of it.
-- Money is bigint minor units beside an ISO 4217 code. Times are written by the program, from one reading of the
-- database's clock per command, so no column has a default of now().

create table "${schema}".products (
  id          bigint generated always as identity primary key,
  handle      text not null constraint products_handle_key unique,
  name        text not null,
  description text,
  base_price  bigint not null check (base_price between 0 and 100000000000),
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  category    text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);

create table "${schema}".variants (
  id         bigint generated always as identity primary key,
  product_id bigint not null references "${schema}".products,
  sku        text not null constraint variants_sku_key unique,
  name       text,
  price      bigint check (price between 0 and 100000000000),
  attributes jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index variants_product on "${schema}".variants (product_id, id);

create table "${schema}".locations (
  id   integer generated always as identity primary key,
  code text not null constraint locations_code_key unique,
  name text not null
);
insert into "${schema}".locations (code, name) values ('default', 'Default');

-- Narrow, with room on every page and no index beyond its key, so that updates stay heap-only.
create table "${schema}".stock (
  variant_id        bigint not null references "${schema}".variants,
  location_id       integer not null references "${schema}".locations,
  stock_quantity    integer not null check (stock_quantity <= 1000000000),
  reserved_quantity integer not null,
  version           bigint not null,
  primary key (variant_id, location_id),
  constraint stock_never_oversold check (0 <= reserved_quantity and reserved_quantity <= stock_quantity)
) with (fillfactor = 50);

-- Append-only. Its key is the counter's version: a lost row is a gap, and stock at a time is one look-up.
-- No foreign key to carts or orders, whose rows would be locked by every movement.
create table "${schema}".stock_ledger (
  variant_id     bigint not null,
  location_id    integer not null,
  version        bigint not null,
  kind           text not null check (kind in ('received', 'adjusted', 'reserved', 'released', 'expired', 'sold', 'returned')),
  stock_delta    integer not null,
  reserved_delta integer not null,
  stock_after    integer not null,
  reserved_after integer not null,
  reason         text,
  reference      text,
  cart_id        bigint,
  order_id       bigint,
  at             timestamptz not null,
  primary key (variant_id, location_id, version)
);

create table "${schema}".carts (
  id           bigint generated always as identity primary key,
  status       text not null check (status in ('open', 'checked_out', 'deleted')),
  user_id      text,
  user_tier    text,
  promo_codes  text[] not null default '{}',
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  last_item_id integer not null default 0,
  book_token   bigint not null,
  priced_at    timestamptz not null,
  policy       text not null,
  order_id     bigint,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint carts_order check ((status = 'checked_out') = (order_id is not null))
) with (fillfactor = 70);

-- What a cart holds. Price, product and category are those of the moment at which the line was put.
create table "${schema}".cart_items (
  cart_id        bigint not null references "${schema}".carts,
  id             integer not null,
  variant_id     bigint not null,
  location_id    integer not null,
  product_id     bigint not null,
  category       text,
  quantity       integer not null check (quantity > 0),
  unit_price     bigint not null check (unit_price >= 0),
  reserved_since timestamptz not null,
  reserved_until timestamptz not null,
  primary key (cart_id, id),
  constraint cart_items_variant_key unique (cart_id, variant_id, location_id),
  foreign key (variant_id, location_id) references "${schema}".stock
) with (fillfactor = 80);
create index cart_items_expiry on "${schema}".cart_items (variant_id, location_id, reserved_until);

-- What a cart held until it expired: shown, charged nothing for, in the way of checkout.
create table "${schema}".expired_items (
  cart_id     bigint not null references "${schema}".carts,
  id          integer not null,
  variant_id  bigint not null,
  location_id integer not null,
  quantity    integer not null check (quantity > 0),
  expired_at  timestamptz not null,
  primary key (cart_id, id),
  constraint expired_items_variant_key unique (cart_id, variant_id, location_id)
);

create sequence "${schema}".order_numbers start 1001;

create table "${schema}".orders (
  id             bigint primary key,
  number         text not null constraint orders_number_key unique,
  cart_id        bigint not null constraint orders_cart_key unique references "${schema}".carts,
  user_id        text,
  user_tier      text,
  promo_codes    text[] not null,
  status         text not null check (status in ('placed')),
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  subtotal       bigint not null check (subtotal >= 0),
  discount_total bigint not null check (discount_total >= 0),
  total          bigint not null check (total >= 0),
  explanation    jsonb not null,
  book_token     bigint not null,
  priced_at      timestamptz not null,
  policy         text not null,
  placed_at      timestamptz not null,
  constraint orders_total check (total = subtotal - discount_total)
);
create index orders_user on "${schema}".orders (user_id, id) where user_id is not null;

create table "${schema}".order_items (
  order_id    bigint not null references "${schema}".orders,
  id          integer not null,
  variant_id  bigint not null,
  location_id integer not null,
  product_id  bigint not null,
  category    text,
  sku         text not null,
  name        text not null,
  quantity    integer not null check (quantity > 0),
  unit_price  bigint not null check (unit_price >= 0),
  subtotal    bigint not null,
  discount    bigint not null check (discount >= 0),
  total       bigint not null check (total >= 0),
  explanation jsonb not null,
  primary key (order_id, id),
  constraint order_items_total check (subtotal = unit_price * quantity and total = subtotal - discount)
);

-- A rule's row is its head; every change of it writes a revision. The book with token T is made of the revisions with
-- from_token <= T < until_token, and stays readable forever, because carts and orders name it.
create table "${schema}".pricing_rules (
  code        text primary key,
  revision    integer not null,
  definition  jsonb not null,
  active      boolean not null,
  archived_at timestamptz,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);

create table "${schema}".pricing_rule_revisions (
  code        text not null references "${schema}".pricing_rules,
  revision    integer not null,
  definition  jsonb not null,
  active      boolean not null,
  from_token  bigint not null,
  until_token bigint,
  changed_at  timestamptz not null,
  primary key (code, revision)
);
create index pricing_rule_revisions_tokens on "${schema}".pricing_rule_revisions (from_token, until_token) where active;

-- One row. A change of a rule takes its lock first and gives it a number from the sequence: tokens commit in order and
-- are never used twice, also when the change that took one was rolled back.
create sequence "${schema}".rule_book_tokens start 2;
create table "${schema}".rule_book (
  id    integer primary key default 1 check (id = 1),
  token bigint not null
);
insert into "${schema}".rule_book (token) values (1);

-- The answer of a request, kept with its effect in one transaction. scope is the credential and the route.
create table "${schema}".idempotency_keys (
  scope        text not null,
  key          text not null,
  request_hash text not null,
  answer       text not null,
  created_at   timestamptz not null,
  primary key (scope, key)
);
create index idempotency_keys_age on "${schema}".idempotency_keys (created_at);

create table "${schema}".leases (
  name       text primary key,
  owner      text not null,
  expires_at timestamptz not null
);
