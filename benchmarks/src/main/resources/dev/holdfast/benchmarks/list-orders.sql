-- A page of orders by OFFSET, newest first, with their lines.
select o.*, i.*
from (select * from holdfast.orders order by id desc limit 50 offset cast(:skip as int)) o
join holdfast.order_items i on i.order_id = o.id
order by o.id desc, i.id
