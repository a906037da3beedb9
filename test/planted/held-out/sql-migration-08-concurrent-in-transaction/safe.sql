-- +goose NO TRANSACTION

-- +goose Up
-- The search of the catalogue looks for parts of titles and for tags.
-- Writes to items must go on meanwhile: the importer runs day and night.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX CONCURRENTLY IF NOT EXISTS items_title_trgm
    ON items USING gin (title gin_trgm_ops);

CREATE INDEX CONCURRENTLY IF NOT EXISTS items_tags
    ON items USING gin (tags);

-- +goose Down
DROP INDEX CONCURRENTLY IF EXISTS items_tags;
DROP INDEX CONCURRENTLY IF EXISTS items_title_trgm;
