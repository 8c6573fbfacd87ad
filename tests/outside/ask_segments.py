"""Asks DuckDB the questions of `crates/app/benches/history/segments.json`, of the same sealed files.

python ask_segments.py HISTORY QUESTIONS NOW_MICROS TIMES: prints `name=value` lines. Each question's time is the best of TIMES.
"""

import json
import re
import sys
import time

import duckdb

folder, questions, now, times = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
DAY, HOUR = 86_400_000_000, 3_600_000_000


def moment(asked):
    """`{d90}` is the beginning of the day 90 days ago, `{h12}` is 12 hours ago."""
    kind, number = asked[1], int(asked[2])
    micros = now // DAY * DAY - number * DAY if kind == "d" else now - number * HOUR
    return f"make_timestamptz({micros})"


connection = duckdb.connect()
connection.execute("SET threads = 2")
connection.execute("SET TimeZone = 'UTC'")
connection.execute(f"CREATE VIEW history AS SELECT * FROM read_parquet('{folder}/*/*.parquet')")
total, worst = 0.0, 0.0
with open(questions) as file:
    asked = json.load(file)
for question in asked:
    sql = f"SELECT count(*) FROM ({re.sub(r'{([dh])([0-9]+)}', moment, question['sql'])})"
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        (answer,) = connection.execute(sql).fetchone()
        best = min(best, time.perf_counter() - started)
    total += best
    worst = max(worst, best)
    print(f"{question['name']}={answer}")
    print(f"{question['name']}_best={best:.6f}")
print(f"one={worst:.6f}")
print(f"all={total:.6f}")
