-- Everybody who made or changed what a request says, since none of them approves or pays
-- it: ids, with commas between them. Of older requests the first and the last are known.
ALTER TABLE payment_request ADD COLUMN makers TEXT NOT NULL DEFAULT '';
