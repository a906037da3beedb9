-- The page "my orders" sorts by date; without an index it reads all of
-- the orders (some 80 million rows by now).

CREATE INDEX idx_orders_customer_placed
    ON orders (customer_id, placed_at DESC);

-- The query it is for:
--
--   SELECT id, placed_at, total_cents
--     FROM orders
--    WHERE customer_id = ?
--    ORDER BY placed_at DESC
--    LIMIT 20;
--
-- The old index on customer_id alone goes away with V38, after the new
-- one was seen in pg_stat_user_indexes.
