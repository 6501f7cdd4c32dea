-- What the role that serves a shop may do: it can neither change tables nor rewrite history.
revoke all on all tables in schema "${schema}" from ${role};
grant usage on schema "${schema}" to ${role};
grant select on all tables in schema "${schema}" to ${role};
grant usage on all sequences in schema "${schema}" to ${role};
grant select on sequence "${schema}".event_numbers to ${role};
-- Inserted, never changed: the ledger, the orders and the audit log.
grant insert on "${schema}".stock_ledger, "${schema}".orders, "${schema}".order_items, "${schema}".order_charges to ${role};
grant insert on "${schema}".order_corrections, "${schema}".order_correction_items, "${schema}".order_correction_charges,
  "${schema}".order_payments to ${role};
grant insert on "${schema}".audit_log, "${schema}".events to ${role};
grant update (settled) on "${schema}".event_progress to ${role};
grant insert on "${schema}".checkout_sessions, "${schema}".checkout_session_payments to ${role};
grant update (status, order_id, shortages, updated_at) on "${schema}".checkout_sessions to ${role};
grant update (current_status, payment_status) on "${schema}".orders to ${role};
-- Updated, never deleted.
grant insert, update on "${schema}".products, "${schema}".variants, "${schema}".stock to ${role};
grant insert, update (name, priority, active, sells, updated_at) on "${schema}".locations to ${role};
grant insert, update (received_quantity, lost_quantity, status, received_at) on "${schema}".transfers to ${role};
grant insert, update (given_back) on "${schema}".order_sources to ${role};
grant insert, update on "${schema}".pricing_rules to ${role};
grant insert, update (until_token) on "${schema}".pricing_rule_revisions to ${role};
grant update on "${schema}".versions to ${role};
grant insert, update on "${schema}".api_keys to ${role};
grant update on "${schema}".api_key_version to ${role};
grant insert, update (version) on "${schema}".kits to ${role};
grant insert, delete on "${schema}".kit_components to ${role};
-- Inserted, updated and, except for promo codes, deleted. Sweeps delete carts that are empty and old.
grant insert, update, delete on "${schema}".carts, "${schema}".cart_items, "${schema}".expired_items to ${role};
grant insert, update on "${schema}".promo_codes to ${role};
grant insert, update, delete on "${schema}".promo_uses to ${role};
grant insert, update, delete on "${schema}".idempotency_keys, "${schema}".leases,
  "${schema}".sweep_positions, "${schema}".event_readers, "${schema}".backorders, "${schema}".reorder_points to ${role};
