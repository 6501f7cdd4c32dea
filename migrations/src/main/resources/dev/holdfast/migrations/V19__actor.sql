-- Who did it: the name that the caller gave, or null. Null and no constraint, so that the tables are neither rewritten nor
-- read, and a server of the version before goes on working; it names nobody.
alter table "${schema}".stock_ledger add column actor text;
alter table "${schema}".order_payments add column actor text;
alter table "${schema}".checkout_session_payments add column actor text;
alter table "${schema}".pricing_rule_revisions add column actor text;
