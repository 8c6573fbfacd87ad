"""Whether DuckDB and chDB read an export as Amana does: counts, customers, revenue, and two segments.

    judge_history.py EXPORT STATS ANSWERS

STATS is what `amana history stats --json` printed. The customers of the segments are written to ANSWERS, for Amana to agree.
"""

import json
import sys
from datetime import datetime, timezone
from pathlib import Path

import chdb.session
import duckdb

from documented import queries
from plan import mismatch

SEGMENTS = ["lookers", "leavers"]


def micros(text):
    """A moment as Amana writes it, in microseconds."""
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


class DuckDb:
    def __init__(self, folder):
        self.queries = queries("DuckDB", folder)
        self.name = f"DuckDB {duckdb.__version__}"
        self.connection = duckdb.connect()
        self.connection.execute(self.queries["begin"])

    def ask(self, name, columns="*"):
        return self.connection.execute(f"SELECT {columns} FROM ({self.queries[name].rstrip(';')})").fetchall()

    def all(self):
        return self.ask("all", "events, customers, epoch_us(first), epoch_us(last)")

    def customers(self, name):
        return sorted(customer.hex() for (customer,) in self.ask(name))


class ChDb:
    def __init__(self, folder):
        self.queries = queries("ClickHouse", folder)
        self.session = chdb.session.Session()
        self.name = f"chDB {chdb.__version__}, ClickHouse {self.rows('SELECT version()')[0][0]}"
        self.session.query(self.queries["begin"])

    def rows(self, sql):
        text = self.session.query(sql, "JSONCompactEachRow").bytes().decode()
        return [tuple(json.loads(line)) for line in text.splitlines()]

    def ask(self, name, columns="*"):
        return self.rows(f"SELECT {columns} FROM ({self.queries[name].rstrip(';')})")

    def all(self):
        return self.ask("all", "events, customers, toUnixTimestamp64Micro(first), toUnixTimestamp64Micro(last)")

    def customers(self, name):
        return sorted(customer.lower() for (customer,) in self.ask(name, "hex(customer)"))


def same(engine, what, theirs, ours):
    if theirs == ours:
        return
    for place in sorted(set(theirs) ^ set(ours) | {key for key in set(theirs) & set(ours) if theirs[key] != ours[key]})[:5]:
        print(f"{what} {place}: {engine} {theirs.get(place)}, amana {ours.get(place)}", file=sys.stderr)
    mismatch(f"{engine} does not find the {what} that amana finds")


def agrees(engine, stats):
    (row,) = engine.all()
    sums = dict(zip(["events", "customers", "first", "last"], map(int, row)))
    ours = {"events": stats["events"], "customers": stats["customers"], "first": micros(stats["first"]), "last": micros(stats["last"])}
    same(engine.name, "sums", sums, ours)
    names = {(name, month): int(events) for name, month, events in engine.ask("names")}
    same(engine.name, "events by name and month", names, {(row["name"], row["month"]): row["events"] for row in stats["names"]})
    revenue = {(currency, month): (int(orders), int(minor)) for currency, month, orders, minor in engine.ask("revenue")}
    ours = {(row["currency"], row["month"]): (row["orders"], row["minor"]) for row in stats["revenue"]}
    same(engine.name, "revenue by currency and month", revenue, ours)
    if not names or not revenue:
        mismatch("there was nothing to judge")


def main(folder, stats, answers):
    folder, stats = Path(folder).resolve(), json.loads(Path(stats).read_text())
    engines = [DuckDb(folder), ChDb(folder)]
    for engine in engines:
        agrees(engine, stats)
        print(f"{engine.name}: {stats['events']} events of {stats['customers']} customers, {len(stats['names'])} counts by name and month, {len(stats['revenue'])} revenues by currency and month, as amana says")
    found = {}
    for segment in SEGMENTS:
        first, second = (engine.customers(segment) for engine in engines)
        if first != second:
            mismatch(f"{segment}: {engines[0].name} finds {len(first)} customers, {engines[1].name} {len(second)}; {len(set(first) ^ set(second))} differ")
        if not 0 < len(first) < stats["customers"]:
            mismatch(f"{segment}: {len(first)} customers are no answer")
        found[segment] = first
        print(f"{segment}: both find the same {len(first)} customers")
    Path(answers).write_text(json.dumps(found))


main(*sys.argv[1:])
