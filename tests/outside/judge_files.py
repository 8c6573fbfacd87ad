"""Whether pyarrow finds every sealed file, and every exported one, to be what `docs/history-format.md` says.

    judge_files.py DATA EXPORT

DATA is the folder of a store that does not run. Its manifest is read by SQLite itself, the checksums are taken by `blake3`.
"""

import json
import sqlite3
import sys
from datetime import datetime, timezone
from pathlib import Path

import blake3
import pyarrow as pa
import pyarrow.parquet as pq

from plan import mismatch

WORDS = pa.dictionary(pa.int32(), pa.string())
TIME = pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema([
    pa.field("customer", pa.binary(16), nullable=False),
    pa.field("customer_seen", pa.binary(16)),
    pa.field("position", pa.int64(), nullable=False),
    pa.field("time", TIME, nullable=False),
    pa.field("received_at", TIME, nullable=False),
    pa.field("event", pa.binary(16), nullable=False),
    pa.field("name", WORDS, nullable=False),
    pa.field("kind", WORDS, nullable=False),
    pa.field("origin", WORDS, nullable=False),
    pa.field("order_id", pa.string()),
    pa.field("product_id", WORDS),
    pa.field("value", pa.int64()),
    pa.field("currency", WORDS),
    pa.field("body", pa.string(), nullable=False),
])


def found(folder):
    return {str(path.relative_to(folder)): path for path in sorted(Path(folder).glob("*/*.parquet"))}


def judge(name, path):
    """Reads a file whole. Gives its rows, its bytes, its checksum, and the positions in it."""
    content = path.read_bytes()
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        # One thread: one that is cut short by a broken page takes the program with it.
        table = file.read(use_threads=False)
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        mismatch(f"{name}: pyarrow can't read it: {error}")
    if not file.schema_arrow.equals(SCHEMA):
        mismatch(f"{name} has another schema: {file.schema_arrow}")
    if (written := file.metadata.metadata.get(b"amana.format")) != b"1":
        mismatch(f"{name} says its format is {written}")
    if file.metadata.num_rows != table.num_rows:
        mismatch(f"{name}: its footer says {file.metadata.num_rows} rows, {table.num_rows} are in it")
    times = table["time"].cast(pa.int64()).to_pylist()
    positions = table["position"].to_pylist()
    keys = list(zip(table["customer"].to_pylist(), times, positions))
    if keys != sorted(keys):
        mismatch(f"{name} is not sorted by customer, time and position")
    month = {datetime.fromtimestamp(time / 1e6, timezone.utc).strftime("month=%Y-%m") for time in (min(times), max(times))}
    if month != {name.split("/")[0]}:
        mismatch(f"{name} holds events of {sorted(month)}")
    for row, body in enumerate(table["body"].to_pylist()):
        if not isinstance(json.loads(body), dict):
            mismatch(f"{name}: the body of row {row} is no JSON object")
    if any((value is None) != (currency is None) for value, currency in zip(table["value"].to_pylist(), table["currency"].to_pylist())):
        mismatch(f"{name}: an amount without its currency")
    return table.num_rows, len(content), blake3.blake3(content).hexdigest(), positions


def manifest(data):
    """What the record says of each file: month, rows, bytes, checksum, first and last position."""
    record = sqlite3.connect(f"file:{Path(data) / 'record.db'}?mode=ro", uri=True)
    rows = record.execute("SELECT month, rows, bytes, checksum, first_position, last_position FROM history_files")
    return sorted((f"month={1970 + month // 12:04}-{month % 12 + 1:02}", *rest[:2], rest[2].hex(), *rest[3:]) for month, *rest in rows)


def main(data, export):
    sealed = []
    for name, path in found(Path(data) / "history").items():
        rows, size, checksum, positions = judge(name, path)
        sealed.append((name.split("/")[0], rows, size, checksum, min(positions), max(positions)))
    if sorted(sealed) != (said := manifest(data)):
        mismatch(f"the files are not those of the manifest: {sorted(set(sealed) ^ set(said))[:4]}")
    success = json.loads((Path(export) / "_SUCCESS").read_text())
    listed = {file["path"]: (file["events"], file["bytes"], file["blake3"]) for file in success["files"]}
    exported, seen = {}, set()
    for name, path in found(export).items():
        *exported[name], positions = judge(name, path)
        if not seen.isdisjoint(positions) or len(set(positions)) < len(positions):
            mismatch(f"{name}: a position is there twice")
        seen.update(positions)
    exported = {name: tuple(told) for name, told in exported.items()}
    if exported != listed:
        mismatch(f"the export is not what its _SUCCESS says: {sorted(set(exported.items()) ^ set(listed.items()))[:4]}")
    if not sealed or not exported or max(seen) > success["through"]:
        mismatch(f"{len(sealed)} files are sealed, {len(exported)} exported, up to {success['through']}")
    made = [file["made"] for file in success["files"]]
    print(f"pyarrow {pa.__version__}: {len(sealed)} sealed files with {sum(file[1] for file in sealed)} events, as the manifest says")
    print(f"{len(exported)} exported files with {len(seen)} events: " + ", ".join(f"{made.count(word)} {word}" for word in sorted(set(made))))


main(*sys.argv[1:])
