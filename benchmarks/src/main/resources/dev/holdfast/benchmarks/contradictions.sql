-- Rows that contradict each other: counters, ledger, lines and orders. None in a sound shop.
select
  (select count(*) from holdfast.stock where not (0 <= reserved_quantity and reserved_quantity <= stock_quantity))
+ (select count(*)
   from holdfast.stock s
   left join (select variant_id, location_id, sum(quantity) as units from holdfast.cart_items group by 1, 2) i
     using (variant_id, location_id)
   where s.reserved_quantity <> coalesce(i.units, 0))
+ (select count(*)
   from holdfast.stock s
   full join (select variant_id, location_id, count(*) as version, sum(stock_delta) as stock,
                     sum(reserved_delta) as reserved
              from holdfast.stock_ledger group by 1, 2) l using (variant_id, location_id)
   where (s.version, s.stock_quantity, s.reserved_quantity) is distinct from (l.version, l.stock, l.reserved))
+ (select count(*)
   from (select version, row_number() over earlier as expected, stock_after, sum(stock_delta) over earlier as stock,
                reserved_after, sum(reserved_delta) over earlier as reserved
         from holdfast.stock_ledger
         window earlier as (partition by variant_id, location_id order by version)) r
   where version <> expected or stock_after <> stock or reserved_after <> reserved)
+ (select count(*) from holdfast.cart_items i join holdfast.carts c on c.id = i.cart_id where c.status <> 'open')
+ (select count(*)
   from holdfast.orders o
   left join (select order_id, sum(subtotal) as subtotal, sum(discount) as discount, sum(total) as total,
                     sum(quantity) as units
              from holdfast.order_items group by 1) i on i.order_id = o.id
   left join (select order_id, -sum(stock_delta) as units
              from holdfast.stock_ledger where kind = 'sold' group by 1) l on l.order_id = o.id
   where (o.subtotal, o.discount_total, o.total, i.units) is distinct from (i.subtotal, i.discount, i.total, l.units))
