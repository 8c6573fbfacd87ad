"""Whether the imported CDNOW purchases are in the store whole and once, and nobody was written to.

    check_cdnow.py CDNOW_master.txt
"""

import os
import sys
from decimal import Decimal

from admin import Admin
from plan import mismatch, required
from shapes import Api

# As published by Fader and Hardie; the sum is taken from the file itself.
CUSTOMERS, PURCHASES, CURRENCY = 23_570, 69_659, "USD"


def of_file(path):
    # A heading, then customer, date, number of CDs, dollars; lines end as on DOS.
    rows = [line.split() for line in open(path, encoding="ascii") if line.strip()][1:]
    return len({row[0] for row in rows}), len(rows), sum((Decimal(row[3]) for row in rows), Decimal(0))


def main(path):
    customers, purchases, revenue = of_file(path)
    if (customers, purchases) != (CUSTOMERS, PURCHASES):
        mismatch(f"the file itself holds {customers} customers and {purchases} purchases")
    api = Api(required("AMANA_BASE"), required("AMANA_READ_KEY"))
    api.settle(300)
    stats = api.stats()
    found = (stats.customers(), stats.buyers(), stats.orders(), stats.revenue(CURRENCY))
    if found != (customers, customers - customers % 10, purchases, revenue):
        mismatch(f"the file holds {(customers, purchases, revenue)}, the store {found}")
    admin = Admin()
    for path, numbers in {"/admin": (f"{purchases:,}", f"{revenue:,}"), "/admin/customers": (f"{customers:,}",)}.items():
        words = admin.words(path)
        for number in numbers:
            if number not in words:
                mismatch(f"{path} does not say {number}: {words}")
    if messages := api.messages():
        mismatch(f"{len(messages)} messages were made, the first: {messages[0]}")
    if mail := os.listdir(required("AMANA_MAIL_FOLDER")):
        mismatch(f"{len(mail)} messages were sent")
    print(f"{customers} customers, {purchases} purchases, {revenue} {CURRENCY}; nobody was written to")


main(sys.argv[1])
