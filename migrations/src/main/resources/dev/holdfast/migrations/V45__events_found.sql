-- Apart from the columns, whose lock keeps everybody out: while an index is built, only those who write wait. Rows from
-- before have no number and are not in it, so it takes the time of reading the table.
create unique index stock_ledger_event on "${schema}".stock_ledger (event) where event is not null;
create unique index orders_event on "${schema}".orders (event) where event is not null;
create unique index audit_log_event on "${schema}".audit_log (event) where event is not null;
