-- How a counter is sold: units that new reservations leave where they are, and units that may be sold beyond those on hand.
-- Constant defaults, so that no table is rewritten.
alter table "${schema}".stock
  add column safety_stock         integer not null default 0,
  add column backorder_limit      integer not null default 0,
  add column backordered_quantity integer not null default 0,
  add column backorder_allowance  integer not null default 0;

-- Of the units that are held, some may not be on hand. What is held of those on hand never exceeds them. The allowance is
-- the limit, or what was sold under an earlier limit: a limit that is lowered binds new reservations only. Each statement
-- that moves stock reads its constraints anew, so there is one, and it is short.
alter table "${schema}".stock
  drop constraint stock_never_oversold,
  add constraint stock_never_oversold check (
    backordered_quantity >= 0 and backordered_quantity <= backorder_allowance
    and reserved_quantity >= backordered_quantity
    and reserved_quantity - backordered_quantity <= stock_quantity) not valid;

alter table "${schema}".cart_items add column backordered_quantity integer not null default 0;

alter table "${schema}".stock_ledger
  add column backordered_after integer not null default 0,
  drop constraint stock_ledger_kind_check,
  add constraint stock_ledger_kind_check check (kind in ('received', 'adjusted', 'reserved', 'released', 'expired', 'sold',
                                                         'returned', 'backordered', 'filled')) not valid;

-- Units of orders that wait for stock. They are rows of their counter and change under its lock.
create table "${schema}".backorders (
  order_id    bigint not null,
  item_id     integer not null,
  variant_id  bigint not null,
  location_id integer not null,
  quantity    integer not null check (quantity > 0),
  placed_at   timestamptz not null,
  primary key (order_id, item_id),
  foreign key (order_id, item_id) references "${schema}".order_items,
  foreign key (variant_id, location_id) references "${schema}".stock
);
create index backorders_counter on "${schema}".backorders (variant_id, location_id, order_id, item_id);
