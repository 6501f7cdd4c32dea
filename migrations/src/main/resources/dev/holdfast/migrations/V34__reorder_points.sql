-- Below which number of units a counter is low. Apart from the counters: a column would need an index, whose predicate or
-- build is in the way of those who move stock, and most counters have none.
create table "${schema}".reorder_points (
  variant_id    bigint not null,
  location_id   integer not null,
  reorder_point integer not null check (reorder_point between 0 and 1000000000),
  primary key (variant_id, location_id),
  foreign key (variant_id, location_id) references "${schema}".stock
);
