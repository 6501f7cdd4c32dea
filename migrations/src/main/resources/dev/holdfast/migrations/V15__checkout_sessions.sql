-- Checkout sessions: what a buyer pays for, frozen while the payment is made.

-- status is what was last written: a session that is open in here has expired once expires_at is reached. terms is all
-- that the price depends on, with the items; it never changes. shortages are what a shortfall lacks. A session is written
-- under the lock of its cart alone.
create table "${schema}".checkout_sessions (
  id         text collate "C" primary key,
  position   bigint generated always as identity constraint checkout_sessions_position unique,
  cart_id    bigint not null,
  user_id    text,
  status     text not null check (status in ('open', 'completed', 'cancelled', 'expired', 'shortfall', 'refunded')),
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  total      bigint not null check (total >= 0),
  terms      jsonb not null check (jsonb_typeof(terms) = 'object'),
  order_id   bigint,
  shortages  jsonb check (jsonb_typeof(shortages) = 'array'),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  updated_at timestamptz not null,
  constraint checkout_sessions_order check ((status = 'completed') = (order_id is not null)),
  constraint checkout_sessions_shortages check (status <> 'shortfall' or shortages is not null)
);
create index checkout_sessions_state on "${schema}".checkout_sessions (status, position);
create index checkout_sessions_cart on "${schema}".checkout_sessions (cart_id, position);
create index checkout_sessions_order on "${schema}".checkout_sessions (order_id) where order_id is not null;
create index checkout_sessions_user on "${schema}".checkout_sessions (user_id) where status = 'open' and user_id is not null;
create index checkout_sessions_expiry on "${schema}".checkout_sessions (expires_at) where status = 'open';

-- What a payment provider reported for a session. duplicate as for orders. late money came when the session could no
-- longer become an order by it.
create table "${schema}".checkout_session_payments (
  session_id text collate "C" not null references "${schema}".checkout_sessions,
  id         integer not null check (id > 0),
  kind       text not null check (kind in ('authorized', 'captured', 'failed', 'refunded')),
  amount     bigint not null check (amount >= 0),
  reference  text not null,
  duplicate  boolean not null,
  late       boolean not null,
  created_at timestamptz not null,
  primary key (session_id, id),
  constraint checkout_session_payments_once unique (session_id, kind, reference, amount)
);

-- The session that a cart is in until a time. A server of the version before does not know it and lets the cart be
-- changed meanwhile; the session then takes what is missing from stock, as it does when it has expired.
alter table "${schema}".carts
  add column session_id    text,
  add column session_until timestamptz;

-- The use of a code that others had used up before a late payment came. It is outside the limits of its code.
alter table "${schema}".promo_uses add column overrun boolean not null default false;

create or replace function "${schema}".keep_cart() returns trigger language plpgsql as $$
begin
  if exists (select from "${schema}".cart_items i where i.cart_id = old.id)
     or exists (select from "${schema}".expired_items i where i.cart_id = old.id)
     or exists (select from "${schema}".promo_uses u where u.cart_id = old.id)
     or exists (select from "${schema}".checkout_sessions s where s.cart_id = old.id) then
    raise foreign_key_violation using message = 'cart ' || old.id || ' has items, promo codes or checkout sessions';
  end if;
  return old;
end
$$;
