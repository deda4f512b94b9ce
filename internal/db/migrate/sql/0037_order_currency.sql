-- Suppliers, purchase orders and agreed prices in other currencies than the yuan. What was
-- there before is in yuan, and the figures of an order that others read stay so.

ALTER TABLE supplier ADD COLUMN currency TEXT NOT NULL DEFAULT 'CNY'; -- ISO 4217

-- The rate is the yuan for 100 units, in millionths. own_… is what the order says in its
-- currency, the columns of the same names are what that is in yuan at the rate.
ALTER TABLE purchase_order ADD COLUMN currency TEXT NOT NULL DEFAULT 'CNY';
ALTER TABLE purchase_order ADD COLUMN exchange_rate BIGINT NOT NULL DEFAULT 100000000 CHECK (exchange_rate > 0);
ALTER TABLE purchase_order ADD COLUMN own_discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN own_freight BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN own_other_fee BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN own_goods_amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN own_tax_amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN own_total BIGINT NOT NULL DEFAULT 0;
UPDATE purchase_order SET own_discount = discount, own_freight = freight, own_other_fee = other_fee, own_goods_amount = goods_amount, own_tax_amount = tax_amount, own_total = total;

ALTER TABLE purchase_order_line ADD COLUMN own_price BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order_line ADD COLUMN own_discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order_line ADD COLUMN own_tax_amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order_line ADD COLUMN own_amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE purchase_order_line ADD COLUMN own_settled_amount BIGINT NOT NULL DEFAULT 0;
UPDATE purchase_order_line SET own_price = price, own_discount = discount, own_tax_amount = tax_amount, own_amount = amount, own_settled_amount = settled_amount;

-- The price last agreed with a supplier for a SKU in a unit, in each currency.
CREATE TABLE supplier_price_in (
    tenant_id      BIGINT NOT NULL,
    supplier_id    BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    currency       TEXT NOT NULL DEFAULT 'CNY',
    price          BIGINT NOT NULL,
    agreed_on      TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    PRIMARY KEY (tenant_id, supplier_id, sku_id, unit_id, currency),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
INSERT INTO supplier_price_in (tenant_id, supplier_id, sku_id, unit_id, price, agreed_on, doc_no)
SELECT tenant_id, supplier_id, sku_id, unit_id, price, agreed_on, doc_no FROM supplier_price;
DROP TABLE supplier_price;
ALTER TABLE supplier_price_in RENAME TO supplier_price;
CREATE INDEX supplier_price_sku ON supplier_price (tenant_id, sku_id);
CREATE INDEX supplier_price_unit ON supplier_price (tenant_id, unit_id);

-- What the planner found in yuan, a suggestion orders in its supplier's currency.
ALTER TABLE suggestion ADD COLUMN currency TEXT NOT NULL DEFAULT 'CNY';
ALTER TABLE suggestion ADD COLUMN own_price BIGINT NOT NULL DEFAULT 0;
