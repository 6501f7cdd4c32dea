-- What an anonymous cart is counted by: it was made by somebody who may be anybody, such as a web page, for no user that is
-- known. The number stands for where it was made. Null for all other carts, and for those of a server of the version before.
alter table "${schema}".carts add column origin integer;

-- The last carts of an origin are looked for when another is to hold something. None of the columns ever changes, so changes
-- of a cart stay heap-only. There is none yet, so the table is read once and nothing is sorted.
create index carts_origin on "${schema}".carts (origin, id) where origin is not null;
