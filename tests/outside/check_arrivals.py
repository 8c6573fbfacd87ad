"""Whether every call of a client arrived once, about the right customer, with the right time.

    check_arrivals.py CLIENT KIND…
"""

import sys
from collections import Counter, defaultdict
from datetime import timedelta

from plan import calls, mismatch, required
from shapes import Api

# The program corrects a client's clock by how long the request was under way, so an event may seem a little late.
EARLY, LATE = timedelta(seconds=1), timedelta(seconds=6)


def nearest(expected, actual):
    """Pairs sorted times one to one; None unless each is near enough."""
    for want, have in zip(sorted(expected), sorted(actual)):
        if not want - EARLY <= have <= want + LATE:
            return f"one of {want.isoformat()} arrived as {have.isoformat()}"
    return None


def main(client, kinds):
    api = Api(required("AMANA_BASE"), required("AMANA_READ_KEY"))
    api.settle()
    expected = defaultdict(lambda: defaultdict(list))
    for _, kind, user, time in calls(client):
        expected[user][kind].append(time)
    total = Counter()
    for user, by_kind in expected.items():
        actual = defaultdict(list)
        for kind, time in api.events(api.customer(user)):
            actual[kind].append(time)
        for kind in kinds:
            want, have = by_kind[kind], actual[kind]
            if len(want) != len(have):
                mismatch(f"{user} made {len(want)} calls of {kind}, {len(have)} are kept ({dict((k, len(v)) for k, v in actual.items())})")
            if wrong := nearest(want, have):
                mismatch(f"{user}'s {kind}: {wrong}")
            total[kind] += len(have)
    print("arrived once, at their times: " + ", ".join(f"{count} {kind}" for kind, count in total.items()))


main(sys.argv[1], sys.argv[2:])
