"""Reads messages with Python's own e-mail library and prints what it understood, one JSON object a message.

    mail_roundtrip.py FILE.eml...

Needs nothing but Python 3.9 or later. The test compares the output with what it put in.
"""

import email
import email.header
import email.policy
import email.utils
import json
import sys


def understood(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.SMTP)

    def part(kind):
        body = message.get_body(preferencelist=(kind,))
        if body is None:
            return None
        # Line ends come as CRLF out of base64 and as LF out of the other encodings.
        return body.get_payload(decode=True).decode(body.get_content_charset("utf-8")).replace("\r\n", "\n")

    # The older half of the library: the newer one keeps the white space between two encoded words of a name, against
    # RFC 2047 section 6.2 (python/cpython issue 128110).
    with open(path, "rb") as file:
        plain = email.message_from_binary_file(file)

    def people(name):
        found = email.utils.getaddresses(plain.get_all(name, []))
        return [[str(email.header.make_header(email.header.decode_header(n))), address] for n, address in found]

    every = [message, *message.walk()]
    return {
        "subject": message["Subject"],
        "from": people("From"),
        "to": people("To"),
        "reply_to": people("Reply-To"),
        "date": message["Date"].datetime.isoformat(),
        "message_id": message["Message-ID"],
        "type": message.get_content_type(),
        "fields": [name for name, _ in message.raw_items()],
        "text": part("plain"),
        "html": part("html"),
        "defects": [repr(defect) for one in every for defect in one.defects]
        + [repr(defect) for name in ("Subject", "From", "To", "Date") for defect in message[name].defects],
        "longest_line": max(len(line) for line in open(path, "rb").read().split(b"\r\n")),
    }


for name in sys.argv[1:]:
    print(json.dumps(understood(name)))
