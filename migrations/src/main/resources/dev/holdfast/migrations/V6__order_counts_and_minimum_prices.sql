-- How many orders the buyer had placed before; null if the price did not depend on it, or the buyer is unknown. It was
-- counted under a lock and belongs to the price of the order, so it is kept and not counted again.
alter table "${schema}".orders add column orders_placed bigint;

-- The price of a unit below which no rule goes; null for none. It is never above the price, which may be the product's,
-- so the program checks that. No row has one yet, so the constraint need not read the table, whose lock would keep
-- everybody out.
alter table "${schema}".variants
  add column min_price bigint,
  add constraint variants_min_price check (min_price between 0 and 100000000000) not valid;

-- The variant's minimum price at the moment at which the item was put, like its unit price.
alter table "${schema}".cart_items add column min_unit_price bigint;
alter table "${schema}".order_items add column min_unit_price bigint;
