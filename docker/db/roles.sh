#!/bin/sh
# Sets up the roles of docs/operating.md ("Least privilege") in a new database. Can be run again, for new passwords:
#   docker compose exec db /docker-entrypoint-initdb.d/roles.sh
set -eu
psql -qX -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\set owner `cat /secrets/owner/password`
\set app `cat /secrets/app/password`
select format('create role %I login', role) from unnest(array['holdfast_owner', 'holdfast_app']) role
where not exists (select from pg_roles where rolname = role) \gexec
alter role holdfast_owner password :'owner';
alter role holdfast_app password :'app';
-- Creates the schema and the tables, and nothing else in this cluster.
grant create on database :"DBNAME" to holdfast_owner;
-- The superuser logs in over the socket in this container only.
alter role :"USER" password null;
SQL
