-- Gives carts from before the last migration their tokens, apart from the column, whose lock keeps everybody out, and before
-- there is an index, so that only the rows are written. Closed carts come first, because nobody waits for them, and open
-- ones last, in the order in which servers lock carts.
update "${schema}".carts set token = default where token is null and status <> 'open';
update "${schema}".carts c set token = default
from (select id from "${schema}".carts where token is null order by id for no key update) as without
where c.id = without.id;
