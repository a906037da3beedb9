-- The ids of events reach 2^31 in about four months.
-- See the dashboard "sequences" for the forecast.

BEGIN;

SET LOCAL lock_timeout = '5s';

ALTER TABLE events
    ALTER COLUMN id TYPE bigint;

ALTER TABLE event_tags
    ALTER COLUMN event_id TYPE bigint;

ALTER SEQUENCE events_id_seq AS bigint;

COMMIT;

-- The service reads ids as 64 bit since release 5.12.
