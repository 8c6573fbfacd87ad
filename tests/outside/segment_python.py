"""1,000 calls of every kind by Segment's own client for Python, with a server key, half of them compressed; and with the
customer's consent to analytics: what somebody looks at is kept on no other basis.
"""

from segment.analytics.client import Client

from plan import PLAN, calls, mismatch, required


CONSENT = {"consent": {"categoryPreferences": {"analytics": True}}}


def make(client, number, kind, user, time):
    common = {"user_id": user, "timestamp": time, "context": CONSENT}
    if kind == "identify":
        return client.identify(**common, traits={"email": f"{user}@example.test", "first_name": "مریم", "plan": "silver"})
    if kind == "track":
        return client.track(**common, event="Product Viewed", properties={"product_id": f"p-{number}", "price": 6.4})
    if kind == "page":
        return client.page(**common, name="Product", properties={"url": f"https://shop.example/p/{number}"})
    if kind == "screen":
        return client.screen(**common, name="Basket", properties={"items": number % 5})
    if kind == "group":
        return client.group(**common, group_id=f"family-{number % 7}", traits={"name": "أسرة"})
    return client.alias(previous_id=f"python-before-{number}", **common)


def main():
    failures = []
    clients = [
        Client(
            required("AMANA_SERVER_KEY"),
            host=required("AMANA_BASE"),
            on_error=lambda error, batch: failures.append(str(error)),
            gzip=compressed,
            upload_size=100,
            max_queue_size=100_000,
            timeout=60,
        )
        for compressed in (False, True)
    ]
    made = 0
    for number, kind, user, time in calls("python"):
        accepted, _ = make(clients[number >= PLAN["calls_per_kind"] // 2], number, kind, user, time)
        if not accepted:
            mismatch(f"the client's own queue refused call {made}")
        made += 1
    for client in clients:
        client.flush()
        client.join()
    if failures:
        mismatch(f"the client reported {len(failures)} failures, the first: {failures[0]}")
    print(f"sent {made} calls")


main()
