-- Reads the ledger and the audit log once, while others go on writing them.
alter table "${schema}".stock_ledger validate constraint stock_ledger_kind_check;
alter table "${schema}".audit_log validate constraint audit_log_subject_kind_check;
