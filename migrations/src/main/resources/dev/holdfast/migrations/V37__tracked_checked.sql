-- Apart from the columns, whose locks would be held until every row is read.
alter table "${schema}".stock validate constraint stock_never_oversold;
alter table "${schema}".stock_ledger validate constraint stock_ledger_kind_check;
