-- The list of products by code is followed by this index alone when it is searched: SQLite
-- reads the row for each entry of the key (tenant_id, code), which does not name the id.
CREATE INDEX product_code ON product (tenant_id, code, id);
