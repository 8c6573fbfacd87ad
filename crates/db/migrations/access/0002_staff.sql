-- Of which of the store's own teams somebody looked.

-- owner: vault
ALTER TABLE access_log ADD COLUMN team {blob};
