-- What a cart's price depends on besides its lines and its buyer. It is little, and it is written with the cart, so it
-- lies in the cart's row: charges as a list of objects (code, name, amount in minor units of the cart's currency),
-- attributes as an object of texts, and the rules whose gifts the buyer has removed.
alter table "${schema}".carts
  add column charges        jsonb  not null default '[]' constraint carts_charges check (jsonb_typeof(charges) = 'array'),
  add column attributes     jsonb  not null default '{}' constraint carts_attributes check (jsonb_typeof(attributes) = 'object'),
  add column declined_gifts text[] not null default '{}';

alter table "${schema}".orders
  add column charge_total bigint not null default 0 check (charge_total >= 0),
  drop constraint orders_total,
  add constraint orders_total check (total = subtotal + charge_total - discount_total);

-- What an order cost besides its lines, as it was when it was placed.
create table "${schema}".order_charges (
  order_id    bigint not null references "${schema}".orders,
  code        text not null,
  name        text,
  amount      bigint not null check (amount >= 0),
  discount    bigint not null check (discount >= 0),
  total       bigint not null check (total >= 0),
  explanation jsonb not null,
  primary key (order_id, code),
  constraint order_charges_total check (total = amount - discount)
);

-- A gift is a line of its own, marked with the code of the rule that gives it; a cart may hold the same variant as a
-- gift and as something that it buys.
alter table "${schema}".cart_items
  add column gift_rule text,
  drop constraint cart_items_variant_key,
  add constraint cart_items_variant_key unique nulls not distinct (cart_id, variant_id, location_id, gift_rule);

alter table "${schema}".order_items
  add column gift_rule text,
  add constraint order_items_gift check (gift_rule is null or total = 0);
