-- What happens to an order after it was placed is new rows; what was sold is never changed. A server of the version
-- before goes on working: it reads and writes none of this, and orders.status stays 'placed' for it.

-- An order carries all that its price depended on. Of an order without attributes here the cart has them.
-- current_status and payment_status follow from the rows below, and are kept for lists: each of the few pairs of them is
-- one stretch of an index, so a page costs the same however many orders there are.
-- No order has them yet, so the constraints need not read the table, whose lock would keep everybody out.
alter table "${schema}".orders
  add column attributes     jsonb,
  add column refund_policy  text not null default 'keep',
  add column current_status text not null default 'placed',
  add column payment_status text not null default 'unpaid',
  add constraint orders_attributes check (jsonb_typeof(attributes) = 'object') not valid,
  add constraint orders_refund_policy check (refund_policy in ('keep', 'reprice')) not valid,
  add constraint orders_current_status
    check (current_status in ('placed', 'fulfilled', 'cancelled', 'returned')) not valid,
  add constraint orders_payment_status
    check (payment_status in ('unpaid', 'authorized', 'paid', 'partially_refunded', 'refunded', 'failed')) not valid;
create index orders_state on "${schema}".orders (current_status, payment_status, placed_at, id);

-- A cart may be bought in parts.
create index orders_cart on "${schema}".orders (cart_id, id);
alter table "${schema}".orders drop constraint orders_cart_key;

-- What groups of an item's units were charged, as a list of objects (quantity, total), where units were charged
-- differently; null where all were charged alike, as far as minor units go.
alter table "${schema}".order_items
  add column units jsonb,
  add constraint order_items_units check (jsonb_typeof(units) = 'array') not valid;

-- A cancellation, a return or a fulfilment. The order's total falls by refund_total; refundable is what it would have
-- fallen by had nothing been kept back.
create table "${schema}".order_corrections (
  order_id            bigint not null references "${schema}".orders,
  id                  integer not null check (id > 0),
  kind                text not null check (kind in ('cancellation', 'return', 'fulfilment')),
  reason              text,
  reference           text,
  refundable          bigint not null,
  refund_total        bigint not null,
  promo_uses_returned boolean not null default false,
  actor               text,
  created_at          timestamptz not null,
  primary key (order_id, id),
  constraint order_corrections_refund check (refund_total between 0 and refundable),
  constraint order_corrections_fulfilment check (kind <> 'fulfilment' or refundable = 0 and not promo_uses_returned)
);

-- Units of an item that a correction is about. charged is what they were charged. units says which they are, as a list
-- of objects (group, quantity) with the place of each group in the item's units, from 0; null where that was not said.
create table "${schema}".order_correction_items (
  order_id      bigint not null,
  correction_id integer not null,
  position      integer not null check (position >= 0),
  item_id       integer not null,
  quantity      integer not null check (quantity > 0),
  condition     text check (condition in ('sellable', 'damaged')),
  units         jsonb constraint order_correction_items_units check (jsonb_typeof(units) = 'array'),
  charged       bigint not null check (charged >= 0),
  refund        bigint not null check (refund >= 0),
  primary key (order_id, correction_id, position),
  foreign key (order_id, correction_id) references "${schema}".order_corrections,
  foreign key (order_id, item_id) references "${schema}".order_items
);

create table "${schema}".order_correction_charges (
  order_id       bigint not null,
  correction_id  integer not null,
  code           text not null,
  charged        bigint not null check (charged >= 0),
  refund         bigint not null check (refund >= 0),
  primary key (order_id, correction_id, code),
  constraint order_correction_charges_once unique (order_id, code),
  foreign key (order_id, correction_id) references "${schema}".order_corrections,
  foreign key (order_id, code) references "${schema}".order_charges
);

-- What a payment provider reported. The first report of a kind and reference has effect; others of the same kind and
-- reference, with another amount, are kept and have none.
create table "${schema}".order_payments (
  order_id   bigint not null references "${schema}".orders,
  id         integer not null check (id > 0),
  kind       text not null check (kind in ('authorized', 'captured', 'failed', 'refunded')),
  amount     bigint not null check (amount >= 0),
  reference  text not null,
  duplicate  boolean not null,
  created_at timestamptz not null,
  primary key (order_id, id),
  constraint order_payments_once unique (order_id, kind, reference, amount)
);
create unique index order_payments_effect on "${schema}".order_payments (order_id, kind, reference) where not duplicate;
