"""Asks DuckDB the two questions of `crates/app/benches/history/scan.rs`, of the same sealed files.

python ask_history.py HISTORY NOW_MICROS TIMES: prints `name=value` lines. Each question's time is the best of TIMES.
"""

import sys
import time

import duckdb

folder, now, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
DAY = 86_400_000_000


def ago(days):
    return f"make_timestamptz({now - days * DAY})"


EASIER = f"""
SELECT count(*) FROM (
  SELECT customer FROM history
  WHERE name IN ('Product Viewed', 'Order Completed') AND time >= {ago(90)}
  GROUP BY customer
  HAVING count(*) FILTER (name = 'Product Viewed') >= 3
     AND count(*) FILTER (name = 'Order Completed' AND time >= {ago(30)}) = 0)
"""

HARDER = f"""
WITH steps AS (
  SELECT customer, time, name,
         min(CASE WHEN name = 'Order Completed' THEN time END)
           OVER (PARTITION BY customer ORDER BY time, position ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS bought
  FROM history
  WHERE name IN ('Product Added', 'Order Completed') AND time >= {ago(90)}),
left_a_cart AS (
  SELECT DISTINCT customer FROM steps
  WHERE name = 'Product Added' AND time <= {ago(7)} AND (bought IS NULL OR bought > time + INTERVAL 7 DAY)),
spent AS (
  SELECT customer FROM history
  WHERE name = 'Order Completed' AND origin IN ('server', 'import') AND currency = 'USD'
  GROUP BY customer HAVING sum(value) > 30000)
SELECT count(*) FROM left_a_cart SEMI JOIN spent USING (customer)
"""

connection = duckdb.connect()
connection.execute("SET threads = 2")
connection.execute(f"CREATE VIEW history AS SELECT * FROM read_parquet('{folder}/*/*.parquet')")
total = 0.0
for name, question in (("easier", EASIER), ("harder", HARDER)):
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        (answer,) = connection.execute(question).fetchone()
        best = min(best, time.perf_counter() - started)
    total += best
    print(f"{name}={answer}")
    print(f"{name}_best={best:.6f}")
print(f"best={total:.6f}")
