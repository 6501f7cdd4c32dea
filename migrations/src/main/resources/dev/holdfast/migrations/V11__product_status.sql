-- Only active products are sold. A server of the version before goes on working: the products that it adds are active,
-- and it sells those of any status. All products are active so far, so the constraint need not read the table, whose
-- lock would keep everybody out.
alter table "${schema}".products
  add column status text not null default 'active',
  add constraint products_status check (status in ('active', 'draft', 'archived')) not valid;
