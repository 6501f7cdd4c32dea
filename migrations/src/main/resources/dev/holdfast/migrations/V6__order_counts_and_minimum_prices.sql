-- How many orders the buyer had placed before; null if the price did not depend on it, or the buyer is unknown. It was
-- counted under a lock and belongs to the price of the order, so it is kept and not counted again.
alter table "${schema}".orders add column orders_placed bigint;
