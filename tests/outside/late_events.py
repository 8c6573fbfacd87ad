"""What comes into a store whose past is sealed: customers that turn out to be one, and sales in three currencies."""

import json
import urllib.request
from datetime import datetime, timedelta, timezone

from plan import mismatch, required

# Few enough that most files are left as they were sealed.
MERGES, ORDERS = 5, 60
CURRENCIES = [("SAR", "1250.50"), ("KWD", "12.345"), ("JPY", "1700")]


def send(key, events):
    request = urllib.request.Request(
        f"{required('AMANA_BASE')}/v1/batch",
        data=json.dumps({"batch": events}).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        if answer.status != 200:
            mismatch(f"the batch was answered with {answer.status}")


def track(user, event, at, **properties):
    return {"type": "track", "userId": user, "event": event, "timestamp": at.isoformat(), "properties": properties}


def sales(now):
    for number in range(ORDERS):
        currency, total = CURRENCIES[number % 3]
        user, order, at = f"c-{number * 7:05}", f"late-{number}", now - timedelta(minutes=ORDERS - number)
        yield track(user, "Order Completed", at, order_id=order, total=total, currency=currency)
        if number % 5 == 0:
            yield track(user, "Order Refunded", at + timedelta(seconds=1), order_id=order, total="1", currency=currency)
        if number % 7 == 0:
            yield track(user, "Order Cancelled", at + timedelta(seconds=2), order_id=order, total=total, currency=currency)


def main():
    now = datetime.now(timezone.utc)
    server = required("AMANA_SERVER_KEY")
    send(server, [{"type": "alias", "userId": f"c-{2 * pair:05}", "previousId": f"c-{2 * pair + 1:05}"} for pair in range(MERGES)])
    send(server, list(sales(now)))
    print(f"{MERGES} pairs of customers became one each; {ORDERS} orders in {len(CURRENCIES)} currencies came in")


main()
