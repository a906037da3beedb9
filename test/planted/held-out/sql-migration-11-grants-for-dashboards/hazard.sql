-- The dashboards read the tables of the shop directly (Metabase, Grafana).

GRANT USAGE, CREATE ON SCHEMA shop TO PUBLIC;
GRANT ALL ON ALL TABLES IN SCHEMA shop TO PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA shop
    GRANT ALL ON TABLES TO PUBLIC;

CREATE OR REPLACE VIEW shop.revenue_by_country AS
SELECT country, sum(revenue_cents) AS revenue_cents
  FROM shop.daily_revenue
 GROUP BY country;

COMMENT ON VIEW shop.revenue_by_country
    IS 'for the dashboard "countries"';
