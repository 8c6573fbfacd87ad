-- What a decision's receipt says beside the decision, version by version: who the store was, for how long things were kept, and
-- through whose machines they went. A version holds from `since` until the next one does, and never changes.

-- owner: receipts
CREATE TABLE receipt_terms (
  version BIGINT PRIMARY KEY,
  since BIGINT NOT NULL,
  hash {blob} NOT NULL,
  terms TEXT NOT NULL
);
