-- The service "accounts" owns the customers since March. Nothing here reads
-- legacy_customers any longer: the export of finance was the last one, and it
-- moved to the new service with release 88.

BEGIN;

SET LOCAL lock_timeout = '2s';

DROP TABLE legacy_customers CASCADE;
DROP TABLE legacy_customer_addresses CASCADE;

COMMENT ON TABLE customer_links
    IS 'ids of customers of the service "accounts"';

INSERT INTO maintenance_log (entry, done_at)
VALUES ('legacy customers removed', now());

COMMIT;
