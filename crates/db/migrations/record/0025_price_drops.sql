-- Prices that fell are looked for by their time, every few seconds.

-- owner: catalog
CREATE INDEX price_drops_by_time ON price_drops (at, product);
