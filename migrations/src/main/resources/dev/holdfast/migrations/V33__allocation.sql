-- An item of a cart may be held by several stock levels: it has a row for each then, and the first row has the id of the
-- item. A server of the version before does not write the column, and would sell the rows as items of their own; so
-- nothing is split before the column is required, which locks such servers out. A new shop has none of them.
alter table "${schema}".cart_items add column item_id integer;
do $$
begin
  if not exists (select from "${schema}".carts) then
    alter table "${schema}".cart_items alter column item_id set not null;
  end if;
end
$$;

-- Whether carts take units from a location. Servers keep the locations in memory, and each command reads the version.
alter table "${schema}".locations add column sells boolean not null default false;
update "${schema}".locations set sells = true where id = 1;
alter table "${schema}".locations add constraint locations_default_sells check (id <> 1 or sells);
alter table "${schema}".rule_book add column locations_version bigint not null default 1;

-- Where the units of an item of an order came from, for items from more than one stock level, and how many of them were
-- given back there.
create table "${schema}".order_sources (
  order_id    bigint not null,
  item_id     integer not null,
  position    integer not null,
  variant_id  bigint not null,
  location_id integer not null,
  quantity    integer not null check (quantity > 0),
  given_back  integer not null default 0 check (given_back between 0 and quantity),
  primary key (order_id, item_id, position),
  foreign key (order_id, item_id) references "${schema}".order_items
);

-- An item may wait for units of several stock levels.
alter table "${schema}".backorders
  drop constraint backorders_pkey,
  add primary key (order_id, item_id, variant_id, location_id);
