-- Advances given back, and fees of transfers.

-- Which refund gave back how much of a receipt's advance; a reversal adds negative rows.
-- With them, a receipt's allocated is what settles items and what of its advance was
-- given back; all of a refund settles what we owe, or gives an advance back.
CREATE TABLE advance_refund (
    tenant_id      BIGINT NOT NULL,
    refund_id      BIGINT NOT NULL,
    receipt_id     BIGINT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (tenant_id, refund_id, receipt_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES receipt (tenant_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES receipt (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX advance_refund_receipt ON advance_refund (tenant_id, receipt_id);

-- The fee left the first account on top of the amount; a reversal has both below zero.
ALTER TABLE fund_transfer ADD COLUMN fee BIGINT NOT NULL DEFAULT 0 CHECK (fee = 0 OR (fee > 0) = (amount > 0));
CREATE INDEX fund_transfer_from ON fund_transfer (tenant_id, from_id, id);
CREATE INDEX fund_transfer_to ON fund_transfer (tenant_id, to_id, id);

-- What lies below a category is compared in a way that no index serves.
DROP INDEX category_path;
