-- The ids of events reach 2^31 in about four months.
-- See the dashboard "sequences" for the forecast.

BEGIN;

SET LOCAL lock_timeout = '5s';

ALTER TABLE events
    ADD COLUMN id_big bigint;

CREATE FUNCTION events_copy_id() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.id_big := NEW.id;
    RETURN NEW;
END;
$$;

CREATE TRIGGER events_copy_id
    BEFORE INSERT ON events
    FOR EACH ROW EXECUTE FUNCTION events_copy_id();

COMMIT;

-- The service reads ids as 64 bit since release 5.12.
