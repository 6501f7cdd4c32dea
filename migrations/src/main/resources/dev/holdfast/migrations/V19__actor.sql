-- Who did it: the name that the caller gave, or null. Null and no constraint, so that the tables are neither rewritten nor
-- read, and a server of the version before goes on working; it names nobody.
alter table "${schema}".stock_ledger add column actor text;
alter table "${schema}".order_payments add column actor text;
alter table "${schema}".checkout_session_payments add column actor text;
alter table "${schema}".pricing_rule_revisions add column actor text;

-- Who changed the catalogue, prices, rules and keys: an entry for each thing that a transaction changed, written with the
-- change and never changed itself. before and after have the members that differ; before is null for what was created,
-- after for what was deleted. Imports write many entries: json is not taken apart before it is stored, and the entries of
-- one thing are few, so that their index needs no time.
create table "${schema}".audit_log (
  id           bigint generated always as identity,
  at           timestamptz not null,
  actor        text,
  subject_kind text collate "C" not null check (subject_kind in ('product', 'variant', 'pricing_rule', 'promo_code', 'api_key')),
  subject_id   text collate "C" not null,
  before       json,
  after        json,
  primary key (subject_kind, at, id),
  constraint audit_log_change check (before is not null or after is not null)
);
create index audit_log_subject on "${schema}".audit_log (subject_id, subject_kind);
create index audit_log_actor on "${schema}".audit_log (actor, at, id) where actor is not null;
