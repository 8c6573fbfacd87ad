-- Which address an agreement to mail was confirmed from: its keyed hash. Those that were confirmed before this name none.
ALTER TABLE opt_ins ADD COLUMN address {blob};
