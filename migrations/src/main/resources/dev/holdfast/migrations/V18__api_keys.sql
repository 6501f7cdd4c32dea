-- Keys that requests are made with, beside the secret key of the configuration.

-- A key is a name with a secret that can be exchanged. Of a secret the SHA-256 digest is kept, and its last characters
-- for people. The secret before the last rotation works until previous_until. A revoked key stays, because its name is in
-- what was done with it.
create table "${schema}".api_keys (
  id              bigint generated always as identity primary key,
  name            text not null,
  kind            text not null check (kind in ('secret', 'publishable')),
  scopes          text[] not null,
  digest          bytea not null constraint api_keys_digest unique check (octet_length(digest) = 32),
  hint            text not null,
  previous_digest bytea check (octet_length(previous_digest) = 32),
  previous_until  timestamptz,
  expires_at      timestamptz,
  last_used_at    timestamptz,
  created_at      timestamptz not null,
  rotated_at      timestamptz,
  revoked_at      timestamptz,
  constraint api_keys_previous check ((previous_digest is null) = (previous_until is null))
);
create unique index api_keys_name on "${schema}".api_keys (name) where revoked_at is null;

-- One row, locked by every change of a key, so that changes come one after another, and servers see that there was one.
create table "${schema}".api_key_version (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into "${schema}".api_key_version (version) values (1);
