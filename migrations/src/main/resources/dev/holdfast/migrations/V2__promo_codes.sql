-- Promo codes that are kept one by one, many to a rule, and what carts hold of them.

-- key is the code as it is compared. A code with a limit is counted: its row is locked by whoever holds, claims or lets
-- go of a use. One without a limit is not, and its row is only ever read, however many buyers have it.
create table "${schema}".promo_codes (
  id                bigint generated always as identity primary key,
  code              text not null,
  key               text collate "C" not null constraint promo_codes_key unique,
  rule_code         text not null references "${schema}".pricing_rules,
  counted           boolean not null,
  max_uses          bigint check (max_uses > 0),
  max_uses_per_user bigint check (max_uses_per_user > 0),
  budget            bigint check (budget > 0),
  currency          text check (currency ~ '^[A-Z]{3}$'),
  held_uses         bigint not null default 0,
  claimed_uses      bigint not null default 0,
  held_amount       bigint not null default 0,
  claimed_amount    bigint not null default 0,
  active            boolean not null,
  archived_at       timestamptz,
  version           bigint not null default 0,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  constraint promo_codes_key_of_code check (key = lower(code collate "C")),
  constraint promo_codes_counted
    check (counted or (max_uses is null and max_uses_per_user is null and currency is null and held_uses = 0
                       and claimed_uses = 0)),
  constraint promo_codes_currency check (currency is not null or (budget is null and held_amount = 0 and claimed_amount = 0)),
  constraint promo_never_overdrawn
    check (0 <= held_uses and 0 <= claimed_uses and 0 <= held_amount and 0 <= claimed_amount
           and (max_uses is null or held_uses + claimed_uses <= max_uses)
           and (budget is null or held_amount + claimed_amount <= budget))
) with (fillfactor = 50);
create index promo_codes_rule on "${schema}".promo_codes (rule_code, id);

-- A use is held by a cart until held_until, and claimed when it has an order. amount is the discount that it gives. No
-- foreign key to codes: it would lock the rows of codes that are not counted, too.
create table "${schema}".promo_uses (
  code_id    bigint not null,
  cart_id    bigint not null references "${schema}".carts,
  user_id    text,
  amount     bigint not null check (amount > 0),
  held_until timestamptz not null,
  order_id   bigint,
  primary key (cart_id, code_id)
) with (fillfactor = 80);
create index promo_uses_expiry on "${schema}".promo_uses (code_id, held_until, cart_id) where order_id is null;
create index promo_uses_user on "${schema}".promo_uses (code_id, user_id) where user_id is not null;
