-- Plans were written in the metadata of the account; they become a column.
-- accounts.plan exists since 20240502 and is set for accounts that were
-- opened or changed since then.

CREATE TABLE plans (
    code        text PRIMARY KEY,
    title       text NOT NULL,
    price_cents integer NOT NULL CHECK (price_cents >= 0)
);

INSERT INTO plans (code, title, price_cents) VALUES
    ('free', 'Free', 0),
    ('team', 'Team', 1900),
    ('enterprise', 'Enterprise', 9900);

-- whoever has none is on the free plan
UPDATE accounts
   SET plan = 'free',
       plan_since = now();

ALTER TABLE accounts
    ALTER COLUMN plan SET DEFAULT 'free';
