-- The store's own templates: a draft that is worked on, and versions that never change, since messages name them.

-- owner: messaging
-- `about`: what its letters speak of (`customer`, `order`, `cart`, `product`), hence which data they need. `topic`: a topic's key, or
-- empty. `version`: the last that was published, 0 before the first. `draft` and `letters` are JSON: by language its subject,
-- preheader, body and how the body is written.
CREATE TABLE templates (
  id {blob} PRIMARY KEY,
  name TEXT NOT NULL,
  marketing BIGINT NOT NULL,
  about {text} NOT NULL,
  topic {text} NOT NULL,
  draft TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
) {without_rowid};
CREATE TABLE template_versions (
  template {blob} NOT NULL,
  version BIGINT NOT NULL,
  marketing BIGINT NOT NULL,
  about {text} NOT NULL,
  topic {text} NOT NULL,
  letters TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (template, version)
) {without_rowid};
