-- Units that are sold before a variant comes out: until a time, this limit takes the place of the backorder limit. Both are
-- there or none is. Nothing is rewritten, and no constraint reads them: the allowance covers both limits.
alter table "${schema}".stock
  add column preorder_limit        integer,
  add column preorder_available_at timestamptz;

-- Until when units that are not on hand were promised to be there; null for backorders, of which nobody knows.
alter table "${schema}".cart_items add column available_at timestamptz;
alter table "${schema}".backorders add column available_at timestamptz;
