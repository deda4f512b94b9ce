-- Everybody who made or changed what an order says, since none of them approves it: ids,
-- with commas between them. Of older orders the first and the last are known.
ALTER TABLE purchase_order ADD COLUMN makers TEXT NOT NULL DEFAULT '';

-- The price is that of the order and was not entered: worked out again when the receipt is
-- posted, since the order may say another by then.
ALTER TABLE purchase_receipt_line ADD COLUMN price_taken BOOLEAN NOT NULL DEFAULT FALSE;
