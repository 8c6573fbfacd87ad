"""Everything that the checks assume about the answers of the HTTP API, in one place.

Lists answer `{"data": […], "next": cursor or null}`; the cursor goes back as `after` (a timeline's as `before`).
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime
from decimal import Decimal


class Api:
    def __init__(self, base, key):
        self.base = base
        self.key = key

    def get(self, path, **query):
        url = f"{self.base}/api/v1/{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.key}"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"GET {url} answered {error.code}: {error.read().decode(errors='replace')}")

    def all(self, path, cursor="after", **query):
        """Every element of a list, page by page."""
        place = {}
        while True:
            page = self.get(path, limit=100, **query, **place)
            yield from page["data"]
            if not page["next"]:
                return
            place = {cursor: page["next"]}

    def customer(self, user_id):
        """The one customer whom this user id finds."""
        found = self.get("customers", q=user_id)["data"]
        if len(found) != 1:
            raise SystemExit(f"MISMATCH: {len(found)} customers are found by {user_id}")
        return found[0]["id"]

    def events(self, customer):
        """(kind, time) of every event of a customer; `system` are those that the program itself wrote."""
        return [(kind_of(event), time_of(event)) for event in self.all(f"customers/{customer}/events", cursor="before")]

    def stats(self):
        return Stats(self.get("stats"))

    def messages(self):
        return list(self.all("messages"))

    def messages_to(self, customer):
        """(id, rule, state) of every message to a customer."""
        return [(said["id"], said["rule"], said["state"]) for said in self.all("messages", customer=customer)]

    def metric(self, name):
        """The sum of every series of this name, or None."""
        with urllib.request.urlopen(f"{self.base}/metrics", timeout=60) as answer:
            lines = answer.read().decode().splitlines()
        values = [float(line.rsplit(" ", 1)[1]) for line in lines if line.split("{")[0].split(" ")[0] == name]
        return sum(values) if values else None

    def settle(self, limit_seconds=120):
        """Waits until every projection has read the whole journal."""
        deadline = time.monotonic() + limit_seconds
        while (lag := self.metric("amana_projection_lag_events")) != 0:
            if lag is None:
                raise SystemExit("MISMATCH: /metrics has no amana_projection_lag_events")
            if time.monotonic() > deadline:
                raise SystemExit(f"MISMATCH: projections are still {lag:.0f} events behind after {limit_seconds} s")
            time.sleep(0.2)


def kind_of(event):
    """`identify`, `track`, `page`, `screen`, `group` or `alias`."""
    return event["type"]


def time_of(event):
    """When it happened (not when it arrived)."""
    return datetime.fromisoformat(event["at"].replace("Z", "+00:00"))


class Stats:
    """Totals of the store."""

    def __init__(self, answer):
        self.answer = answer

    def customers(self):
        return self.answer["customers"]["total"]

    def buyers(self):
        """In tens, rounded down; None where there are fewer than ten."""
        return self.answer["customers"]["buyers"]

    def orders(self):
        return self.answer["orders"]["total"]

    def revenue(self, currency):
        """As an exact decimal; amounts come as text so that they stay exact."""
        totals = self.answer["orders"]["by_currency"]
        return sum((Decimal(total["value"]) for total in totals if total["currency"] == currency), Decimal(0))
