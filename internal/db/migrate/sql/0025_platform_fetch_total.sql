-- How many orders 1688 says there are in the part being read; NULL before it was asked.
ALTER TABLE platform_fetch ADD COLUMN total BIGINT;
