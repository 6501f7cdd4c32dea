-- A cart has a token that nobody can guess and that names it for its buyer. A server makes it; the default is for one of the
-- version before. A default for carts that are there already would rewrite the table under a lock that keeps everybody out.
alter table "${schema}".carts add column token text collate "C";
alter table "${schema}".carts alter column token set default
  'ct_' || translate(encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), '+/=', '-_');
