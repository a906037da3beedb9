-- +goose Up
-- +goose StatementBegin
CREATE TABLE tenants (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug       text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO tenants (slug) VALUES ('default');

ALTER TABLE devices
    ADD COLUMN tenant_id bigint NOT NULL;

COMMENT ON COLUMN devices.tenant_id IS 'whose device it is';
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
ALTER TABLE devices DROP COLUMN tenant_id;
DROP TABLE tenants;
-- +goose StatementEnd
