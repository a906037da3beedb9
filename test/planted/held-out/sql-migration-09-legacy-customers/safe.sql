-- The service "accounts" owns the customers since March. Nothing here reads
-- legacy_customers any longer: the export of finance was the last one, and it
-- moved to the new service with release 88.

BEGIN;

SET LOCAL lock_timeout = '2s';

CREATE SCHEMA IF NOT EXISTS archive;
ALTER TABLE legacy_customers SET SCHEMA archive;
ALTER TABLE legacy_customer_addresses SET SCHEMA archive;

COMMENT ON TABLE customer_links
    IS 'ids of customers of the service "accounts"';

INSERT INTO maintenance_log (entry, done_at)
VALUES ('legacy customers removed', now());

COMMIT;
