-- Payments referred to invoices by convention only. Orphans were removed
-- by the job of June (0 rows on production since then).

SET lock_timeout = '3s';

ALTER TABLE payments
    ADD CONSTRAINT fk_payments_invoice
    FOREIGN KEY (invoice_id)
    REFERENCES invoices (id)
    NOT VALID;

ALTER TABLE payment_attempts
    ADD CONSTRAINT fk_attempts_payment
    FOREIGN KEY (payment_id)
    REFERENCES payments (id) ON DELETE CASCADE
    NOT VALID;

-- VALIDATE CONSTRAINT follows in a migration of its own.

COMMENT ON CONSTRAINT fk_payments_invoice ON payments
    IS 'a payment belongs to exactly one invoice';

RESET lock_timeout;
