-- A page of a variant's ledger by OFFSET, newest first.
select * from holdfast.stock_ledger where variant_id = 1 and location_id = 1
order by version desc limit 50 offset cast(:skip as int)
