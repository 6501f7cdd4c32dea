-- Empty carts.
insert into holdfast.carts (status, currency, book_token, priced_at, policy, created_at, updated_at)
select 'open', 'USD', 1, now(), :policy, now(), now() from generate_series(1, cast(:carts as int))
returning id
