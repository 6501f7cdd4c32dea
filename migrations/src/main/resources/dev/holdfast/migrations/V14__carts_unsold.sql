-- A sweep deletes carts that are empty and old. It finds those that were created long enough ago here, without reading the
-- carts that were bought. None of the columns changes until a cart is bought, so changes of a cart stay heap-only.
create index carts_unsold on "${schema}".carts (created_at, id) where status <> 'checked_out';
