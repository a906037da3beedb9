-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION transfer_points(receiver bigint, amount integer)
    RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = loyalty, pg_catalog, pg_temp
AS $$
DECLARE
    sender bigint := current_member();
BEGIN
    IF amount <= 0 THEN
        RAISE EXCEPTION 'amount must be positive';
    END IF;

    UPDATE balances SET points = points - amount
     WHERE member_id = sender AND points >= amount;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not enough points';
    END IF;
    UPDATE balances SET points = points + amount
     WHERE member_id = receiver;
END;
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION transfer_points(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION transfer_points(bigint, integer) TO loyalty_app;

-- +goose Down
DROP FUNCTION transfer_points(bigint, integer);
