-- Apart from the column, whose lock keeps everybody out.
--
-- The last carts of an origin are looked for when another is to hold something. None of the columns ever changes, so changes
-- of a cart stay heap-only.
create index carts_origin on "${schema}".carts (origin, id) where origin is not null;
