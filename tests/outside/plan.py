"""Who does what when; `plan.mjs` says the same for Node.js."""

import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

PLAN = json.loads(Path(__file__).with_name("plan.json").read_text())


def required(name):
    """A setting that xtask passes by the environment."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set; `cargo xtask test outside` sets it")
    return value


def mismatch(message):
    sys.exit(f"MISMATCH: {message}")


def epoch():
    return datetime.fromtimestamp(int(required("AMANA_EPOCH_MS")) / 1000, timezone.utc)


def calls(client):
    """Yields (number, kind, user id, time) for every call of a client."""
    start = epoch()
    for number in range(PLAN["calls_per_kind"]):
        for place, kind in enumerate(PLAN["kinds"]):
            seconds = number * PLAN["seconds_between_calls"] + place * PLAN["seconds_between_kinds"]
            yield number, kind, f"{client}-user-{number % PLAN['users'][client]}", start + timedelta(seconds=seconds)
