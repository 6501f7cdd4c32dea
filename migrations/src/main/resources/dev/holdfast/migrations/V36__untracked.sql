-- Whether the units of a counter are counted. Of one whose units are not, any number can be held, whatever is on hand. The
-- constraint need not read the table, whose lock would keep everybody out: what the one before allowed, it allows as well.
alter table "${schema}".stock
  add column tracked boolean not null default true,
  drop constraint stock_never_oversold,
  add constraint stock_never_oversold check (
    backordered_quantity >= 0 and backordered_quantity <= backorder_allowance
    and reserved_quantity >= backordered_quantity
    and (reserved_quantity - backordered_quantity <= stock_quantity or not tracked and stock_quantity >= 0)) not valid;

-- The ledger says from when to when units were not counted.
alter table "${schema}".stock_ledger
  drop constraint stock_ledger_kind_check,
  add constraint stock_ledger_kind_check check (kind in ('received', 'adjusted', 'reserved', 'released', 'expired',
                                                         'sold', 'returned', 'backordered', 'filled', 'transferred_out',
                                                         'transferred_in', 'untracked', 'tracked')) not valid;
