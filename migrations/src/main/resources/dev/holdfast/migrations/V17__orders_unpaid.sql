-- The orders whose payment is awaited. Apart from the column, whose lock keeps everybody out.
create index orders_unpaid on "${schema}".orders (pay_by, id)
  where pay_by is not null and current_status = 'placed' and payment_status in ('unpaid', 'failed');
