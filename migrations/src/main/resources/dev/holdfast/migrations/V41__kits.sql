-- Kits: variants that are sold as components, by the least of them. A variant that is no kit any more keeps its row, so that
-- servers, which keep kits in memory, read those that changed after the version that they know.
create table "${schema}".kits (
  variant_id bigint primary key references "${schema}".variants,
  version    bigint not null
);
create index kits_version on "${schema}".kits (version);
create table "${schema}".kit_components (
  kit_id     bigint not null references "${schema}".kits,
  position   integer not null,
  variant_id bigint not null references "${schema}".variants,
  quantity   integer not null check (quantity between 1 and 1000),
  primary key (kit_id, position),
  constraint kit_components_variant_key unique (kit_id, variant_id),
  constraint kit_components_other check (variant_id <> kit_id)
);
create index kit_components_variant on "${schema}".kit_components (variant_id, kit_id);

-- Of an item that is a kit, the first row has the kits, and each other row units of a component. Both columns are copied when
-- the item is put, so that a later change of the kit does not touch what is held.
alter table "${schema}".cart_items
  add column kit_id        bigint,
  add column units_per_kit integer;

-- Units of a component are as many times the units of the item.
alter table "${schema}".order_sources
  add column units_per_item integer not null default 1;
