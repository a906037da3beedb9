-- The dashboards read the tables of the shop directly (Metabase, Grafana).

GRANT USAGE ON SCHEMA shop TO dashboards;
GRANT SELECT ON shop.daily_revenue, shop.daily_visits TO dashboards;

ALTER ROLE dashboards
    SET default_transaction_read_only = on;

CREATE OR REPLACE VIEW shop.revenue_by_country AS
SELECT country, sum(revenue_cents) AS revenue_cents
  FROM shop.daily_revenue
 GROUP BY country;

GRANT SELECT ON shop.revenue_by_country TO dashboards;

COMMENT ON VIEW shop.revenue_by_country
    IS 'for the dashboard "countries"';
