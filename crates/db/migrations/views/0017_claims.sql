-- What a message claims that the catalogue contradicts, where it is withheld for that: JSON of the product's id and both values.

-- owner: messaging
ALTER TABLE messages ADD COLUMN contradicted TEXT;
