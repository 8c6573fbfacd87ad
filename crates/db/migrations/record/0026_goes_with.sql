-- What goes with a product, as the store chose it.

-- owner: catalog
-- JSON: a list of ids.
ALTER TABLE products ADD COLUMN goes_with TEXT NOT NULL DEFAULT '[]';
