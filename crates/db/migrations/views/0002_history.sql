-- How far a projection that is made anew has read the sealed history; NULL where it has read it all.

-- owner: projections
ALTER TABLE projections ADD COLUMN replayed {blob};

-- owner: customers
CREATE INDEX customer_timeline_by_position ON customer_timeline (last_position);
ALTER TABLE customer_traits ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
