create table shipments (order_id bigint primary key);
insert into shipments values (1);
