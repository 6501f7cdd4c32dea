-- The time by which an order has to be paid; null for none. An order that nobody has paid for, or delivered, by then is
-- cancelled, whether or not that was written down.
alter table "${schema}".orders add column pay_by timestamptz;
