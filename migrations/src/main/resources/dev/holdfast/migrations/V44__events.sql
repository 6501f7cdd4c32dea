-- What happened, as a stream. Most of it is in rows that are there for good: movements of stock, orders as they were
-- placed, and entries of the audit log. They have a number for their place in the stream, and are not written twice.
-- What has no such row gets one in events. All numbers are from one sequence, drawn as a row is written and so behind the
-- last lock of its transaction: of one cart, order or stock level they rise in the order of the changes. A row from before
-- this migration has none. A transaction that has drawn a number holds a lock on the sequence until it ends, by which
-- readers tell a number that is still to come from one that never will.
create sequence "${schema}".event_numbers;

-- held_after is what the cart of a reservation holds there afterwards; actor is who placed an order. No row is rewritten: what is there has no number,
-- and the default is for new rows only.
alter table "${schema}".stock_ledger add column event bigint, add column held_after integer;
alter table "${schema}".orders add column event bigint, add column actor text;
alter table "${schema}".audit_log add column event bigint;
alter table "${schema}".stock_ledger alter column event set default nextval('"${schema}".event_numbers');
alter table "${schema}".orders alter column event set default nextval('"${schema}".event_numbers');
alter table "${schema}".audit_log alter column event set default nextval('"${schema}".event_numbers');

-- name is that of a checkout session or a promo code. Old ranges of numbers are dropped as a whole; what no range takes
-- is in the default partition, so that nothing ever fails for want of one.
create table "${schema}".events (
  number   bigint not null default nextval('"${schema}".event_numbers') primary key,
  type     text collate "C" not null,
  cart_id  bigint,
  order_id bigint,
  name     text,
  data     json,
  actor    text,
  at       timestamptz not null
) partition by range (number);
create table "${schema}".events_default partition of "${schema}".events default;

-- One row. Of every number up to settled it is known whether it is there or never will be, and the disk has what is
-- there. Below kept_from, events were dropped.
create table "${schema}".event_progress (
  only_row  boolean primary key default true check (only_row),
  settled   bigint not null check (settled >= 0),
  kept_from bigint not null default 1 check (kept_from > 0)
) with (fillfactor = 50);
insert into "${schema}".event_progress (settled) values (0);

-- How far a reader has come that keeps its place here.
create table "${schema}".event_readers (
  name       text primary key,
  cursor     text not null,
  updated_at timestamptz not null
) with (fillfactor = 50);

-- A server of the version before draws numbers without knowing it, and may do so as a role that does not own the sequence:
-- whoever may add to the ledger may draw them.
do $$
declare
  granted record;
begin
  for granted in
    select distinct a.grantee from pg_class c cross join aclexplode(c.relacl) as a
    where c.oid = cast('"${schema}".stock_ledger' as regclass) and a.grantee not in (0, c.relowner)
      and a.privilege_type = 'INSERT'
  loop
    execute format('grant usage on sequence "${schema}".event_numbers to %s', cast(granted.grantee as regrole));
  end loop;
end
$$;
