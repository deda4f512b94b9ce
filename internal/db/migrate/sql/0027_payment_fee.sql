-- What a bank charged for a payment, booked beside it.
ALTER TABLE order_payment ADD COLUMN fee BIGINT NOT NULL DEFAULT 0;
