-- Buying on 1688: an authorised account may be a shop that sells, an account that
-- buys, or both. One that is neither any more has removed_at.
ALTER TABLE shop ADD COLUMN sells BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE shop ADD COLUMN buys BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE shop_authorization ADD COLUMN purpose TEXT NOT NULL DEFAULT 'sell' CHECK (purpose IN ('sell', 'buy'));
