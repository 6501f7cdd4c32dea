-- An index that asks for the status of a cart keeps the update that sells the cart from being heap-only, so that every
-- other index of the table gets another entry as well. What a user holds is found among all carts of the user, and sweeps
-- go through the old carts by their age.
drop index "${schema}".carts_user_open;
drop index "${schema}".carts_unsold;

-- Where sweeps that could not look at everything go on.
create table "${schema}".sweep_positions (
  name       text primary key,
  created_at timestamptz not null,
  cart_id    bigint not null
);
