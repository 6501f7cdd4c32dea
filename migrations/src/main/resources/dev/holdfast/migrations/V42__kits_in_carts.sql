-- Apart from the columns, whose lock keeps everybody out: while the index is built, only those who write wait.
create unique index cart_items_held on "${schema}".cart_items (cart_id, variant_id, location_id, gift_rule, kit_id)
  nulls not distinct;
