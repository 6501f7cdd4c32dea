-- What each command reads: the number of the rule book, and that of the locations. Servers of the version before read it by
-- its old name, which is taken away when the migration is finished, so that each of their commands fails. A new shop is
-- finished, and so is one whose rows of items must name their item.
alter table "${schema}".rule_book rename to versions;
do $$
declare
  granted record;
begin
  if exists (
      select from pg_attribute
      where attrelid = cast('"${schema}".cart_items' as regclass) and attname = 'item_id' and attnotnull) then
    return;
  end if;
  create view "${schema}".rule_book as select id, token, locations_version from "${schema}".versions;
  for granted in
    select a.privilege_type, a.grantee from pg_class c cross join aclexplode(c.relacl) as a
    where c.oid = cast('"${schema}".versions' as regclass) and a.grantee not in (0, c.relowner)
      and a.privilege_type in ('SELECT', 'UPDATE')
  loop
    execute format('grant %s on "${schema}".rule_book to %s', granted.privilege_type, cast(granted.grantee as regrole));
  end loop;
end
$$;
