-- Products of ten variants each; every variant has plenty in stock, and the ledger says where it came from.
with made as (
  insert into holdfast.products (handle, name, base_price, currency, category, created_at, updated_at)
  select 'product-' || n, 'Product ' || n, 500 + n % 9500, 'USD', 'bench/shelf-' || n % 100, now(), now()
  from generate_series(1, (cast(:variants as int) + 9) / 10) as n
  returning id)
insert into holdfast.variants (product_id, sku, created_at, updated_at)
select id, 'SKU-' || id || '-' || n, now(), now() from made cross join generate_series(1, 10) as n
order by id, n limit cast(:variants as int);

insert into holdfast.stock (variant_id, location_id, stock_quantity, reserved_quantity, version)
select id, 1, 500000000, 0, 1 from holdfast.variants order by id;

insert into holdfast.stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                   reserved_after, at)
select variant_id, location_id, 1, 'received', stock_quantity, 0, stock_quantity, 0, now() from holdfast.stock
