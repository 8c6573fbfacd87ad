"""Orders by an Arab and a Persian customer, and what their thank-yous say when they have travelled.

What a mail program would show (read by Python's own e-mail library in mail_roundtrip.py) must be what the order, the
template and the admin's preview say, to the letter; every DKIM signature must verify with dkimpy (dkim_check.py), by the
records that `amana dkim` printed for the owner to publish.
"""

import base64
import html
import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from admin import Admin
from plan import mismatch, required
from shapes import Api

HERE = Path(__file__).parent
SUBJECTS = {"ar": "شكرًا لك، استلمنا طلبك رقم MAIL-ar-77", "fa": "سپاس از خریدتان؛ سفارش MAIL-fa-77 ثبت شد"}
PRODUCTS = {"ar": "زعفران «الوادي»، ٥ غ", "fa": "زعفرانِ نیشابور، «سرگُل» ۵ گرم، می‌خواهم"}
NAMES = {"ar": ("ليلى", "حدّاد"), "fa": ("مهرآسا", "پناهی‌نژاد")}


def send(path, body):
    key = base64.b64encode(f"{required('AMANA_SERVER_KEY')}:".encode()).decode()
    headers = {"Authorization": f"Basic {key}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{required('AMANA_BASE')}/v1/{path}", json.dumps(body).encode(), headers)
    urllib.request.urlopen(request, timeout=30).read()


def order(language):
    user = f"mail-{language}"
    first, last = NAMES[language]
    traits = {"email": f"{user}@example.test", "first_name": first, "last_name": last, "locale": language}
    send("identify", {"messageId": f"{user}-who", "userId": user, "traits": traits})
    product = {"product_id": "p-1", "name": PRODUCTS[language], "price": 18.9, "quantity": 2}
    properties = {"order_id": f"MAIL-{language}-77", "total": 37.8, "revenue": 37.8, "currency": "USD", "products": [product]}
    event = {"messageId": f"{user}-order", "userId": user, "event": "Order Completed", "properties": properties}
    send("track", {**event, "context": {"locale": language}})
    return user


def received(address, limit_seconds=60):
    """The file of the one message to this address."""
    folder, deadline = Path(required("AMANA_MAIL_FOLDER")), time.monotonic() + limit_seconds
    while True:
        envelopes = [path for path in folder.glob("*.json") if address in json.loads(path.read_text())["to"]]
        if envelopes and envelopes[0].with_suffix(".eml").exists():
            return envelopes[0].with_suffix(".eml")
        if time.monotonic() > deadline:
            mismatch(f"no message to {address} came within {limit_seconds} s")
        time.sleep(0.1)


def understood(path):
    output = subprocess.run([sys.executable, HERE / "mail_roundtrip.py", path], check=True, capture_output=True, text=True)
    return json.loads(output.stdout)


def check_text(language, message):
    if message["defects"] or message["longest_line"] > 998:
        mismatch(f"the {language} message is not clean: {message['defects']}, a line of {message['longest_line']} bytes")
    if message["subject"] != SUBJECTS[language]:
        mismatch(f"the {language} subject is read as {message['subject']!r}")
    for words in (f"MAIL-{language}-77", PRODUCTS[language], NAMES[language][0]):
        # A measure and its unit are kept together by a no-break space.
        shown = [text.replace("\u00a0", " ") for text in (message["text"], html.unescape(message["html"]))]
        if any(words not in text for text in shown):
            mismatch(f"the {language} message does not hold {words!r}: {message['text']!r}")


def check_preview(api, admin, language, message):
    """What the admin shows of the message is what was read."""
    messages = api.messages_to(api.customer(f"mail-{language}"))
    if [(rule, state) for _, rule, state in messages] != [("thank_you", "sent")]:
        mismatch(f"the {language} customer's messages are {messages}")
    shown = admin.message(messages[0][0])
    for part in ("subject", "text", "html"):
        if shown[part] != message[part]:
            mismatch(f"the {language} {part} is shown as {shown[part]!r}, read as {message[part]!r}")


def check_dkim(path):
    published = dict(line.split("\t") for line in required("AMANA_DKIM_RECORDS").splitlines())
    records = path.with_suffix(".dns")
    records.write_text(json.dumps(published), encoding="ascii")
    result = subprocess.run([sys.executable, HERE / "dkim_check.py", path, records], capture_output=True, text=True)
    if result.returncode != 0:
        mismatch(f"DKIM: {result.stdout.strip() or 'no signature'} {result.stderr.strip()}")
    if len(result.stdout.splitlines()) != len(published):
        mismatch(f"DKIM: {len(published)} keys are published, and the letter says {result.stdout.strip()}")
    return result.stdout.split()


def main():
    api, admin = Api(required("AMANA_BASE"), required("AMANA_ADMIN_KEY")), Admin()
    for language in PRODUCTS:
        user = order(language)
        path = received(f"{user}@example.test")
        message = understood(path)
        check_text(language, message)
        check_preview(api, admin, language, message)
        print(f"{language}: {message['subject']} ({' '.join(check_dkim(path))})")


main()
