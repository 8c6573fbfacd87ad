-- What only a page said of somebody makes nobody known: `customers.known` counts the names that the store confirmed. A user id
-- that a public key tied before this stays tied and unconfirmed; the store's own word moves it, as it moves an address.
UPDATE customers SET known = CASE
  WHEN EXISTS (SELECT 1 FROM identities i JOIN customers f ON f.id = i.customer
    WHERE (f.id = customers.id OR f.root = customers.id) AND i.verified > 0 AND i.kind = 1) THEN 2
  WHEN EXISTS (SELECT 1 FROM identities i JOIN customers f ON f.id = i.customer
    WHERE (f.id = customers.id OR f.root = customers.id) AND i.verified > 0 AND i.kind IN (3, 4)) THEN 1
  ELSE 0 END
WHERE known > 0 AND EXISTS (SELECT 1 FROM identities i JOIN customers f ON f.id = i.customer
  WHERE (f.id = customers.id OR f.root = customers.id) AND i.verified = 0 AND i.kind = 1);
