-- A cart may hold a variant as such, and as a component of each of its kits. Apart from the index, because somebody who has
-- read the table and waits to write would be waited for.
alter table "${schema}".cart_items
  drop constraint cart_items_variant_key,
  add constraint cart_items_variant_key unique using index cart_items_held;
