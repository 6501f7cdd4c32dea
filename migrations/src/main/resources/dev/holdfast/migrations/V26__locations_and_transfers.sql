-- Several places where stock lies, and how units get from one to the other.

-- Every shop has the first location: movements that name no other are there. A code never changes and no location is ever
-- deleted, because the ledger, carts and orders refer to them.
alter table "${schema}".locations
  add column priority   integer not null default 100 check (priority between 0 and 1000000),
  add column active     boolean not null default true,
  add column created_at timestamptz,
  add column updated_at timestamptz,
  add constraint locations_default check (id <> 1 or active);
update "${schema}".locations set created_at = clock_timestamp(), updated_at = clock_timestamp();
alter table "${schema}".locations
  alter column priority drop default,
  alter column active drop default,
  alter column created_at set not null,
  alter column updated_at set not null;

-- Units that leave one location for another. Until they are received they are at neither. What is lost on the way is
-- received and written off in one step, so that the ledger alone tells where every unit was at any time.
create sequence "${schema}".transfer_ids;
create table "${schema}".transfers (
  id                bigint primary key,
  variant_id        bigint not null references "${schema}".variants,
  from_location_id  integer not null references "${schema}".locations,
  to_location_id    integer not null references "${schema}".locations,
  quantity          integer not null check (quantity between 1 and 1000000000),
  received_quantity integer not null check (received_quantity >= 0),
  lost_quantity     integer not null check (lost_quantity >= 0),
  status            text not null check (status in ('shipped', 'received')),
  reference         text,
  actor             text,
  shipped_at        timestamptz not null,
  received_at       timestamptz,
  constraint transfers_way check (from_location_id <> to_location_id),
  constraint transfers_quantities check (received_quantity + lost_quantity <= quantity),
  constraint transfers_status check ((status = 'received') = (received_quantity + lost_quantity = quantity))
);
create index transfers_status on "${schema}".transfers (status, id);
create index transfers_variant on "${schema}".transfers (variant_id, id);
create index transfers_in_transit on "${schema}".transfers (variant_id, to_location_id) where status = 'shipped';

-- Not read through here, which would take as long as the ledger is; the next migration does that while the shop sells.
alter table "${schema}".stock_ledger
  add column transfer_id bigint,
  drop constraint stock_ledger_kind_check,
  add constraint stock_ledger_kind_check check (kind in ('received', 'adjusted', 'reserved', 'released', 'expired',
                                                         'sold', 'returned', 'backordered', 'filled', 'transferred_out',
                                                         'transferred_in')) not valid;
alter table "${schema}".audit_log
  drop constraint audit_log_subject_kind_check,
  add constraint audit_log_subject_kind_check
    check (subject_kind in ('product', 'variant', 'pricing_rule', 'promo_code', 'api_key', 'location')) not valid;
