-- How much of a variant a cart and a user can have, and for how long an item of it is reserved; null for no limit of its
-- own. No row has one yet, so the constraints need not read the table, whose lock would keep everybody out. A server of
-- the version before goes on working, and does not know the limits.
alter table "${schema}".variants
  add column min_quantity          integer,
  add column max_quantity          integer,
  add column quantity_step         integer,
  add column max_per_user          integer,
  add column max_per_user_days     integer,
  add column reservation_seconds   integer,
  add constraint variants_quantities
    check (min_quantity > 0 and quantity_step > 0 and max_quantity >= coalesce(min_quantity, 1)) not valid,
  add constraint variants_max_per_user
    check (max_per_user > 0 and max_per_user_days > 0 and (max_per_user_days is null or max_per_user is not null))
    not valid,
  add constraint variants_reservation_seconds check (reservation_seconds > 0) not valid;

-- For how long the items of a cart are reserved; null unless the cart was created with a time of its own.
alter table "${schema}".carts
  add column reservation_seconds integer,
  add constraint carts_reservation_seconds check (reservation_seconds > 0) not valid;

-- Since when the item had been reserved when its reservation ended; null if a server of the version before took it away.
alter table "${schema}".expired_items add column reserved_since timestamptz;
