-- What to call the account that an authorisation brings, when it is a new one.
ALTER TABLE shop_authorization ADD COLUMN name TEXT NOT NULL DEFAULT '';
