-- What a user holds in all open carts is counted when there is a ceiling for it.
create index carts_user_open on "${schema}".carts (user_id) where status = 'open' and user_id is not null;
