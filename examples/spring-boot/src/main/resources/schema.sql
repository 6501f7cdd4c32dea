create table if not exists payments (order_id bigint primary key, amount numeric not null, reference text not null unique);
