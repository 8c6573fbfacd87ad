"""Verifies every DKIM signature of a message with dkimpy (pip install dkimpy pynacl).

    dkim_check.py FILE.eml DNS.json

DNS.json maps names to TXT records: {"s._domainkey.shop.example": "v=DKIM1; k=rsa; p=..."}.
Prints one line a signature, "ALGORITHM good" or "ALGORITHM bad", and fails where there is none or one is bad.
"""

import json
import re
import sys

import dkim


def main(message_path, dns_path):
    with open(message_path, "rb") as file:
        message = file.read()
    with open(dns_path, encoding="ascii") as file:
        records = json.load(file)

    def txt(name, timeout=5):
        text = name.decode() if isinstance(name, bytes) else name
        record = records.get(text.rstrip("."))
        return None if record is None else record.encode()

    head = message.split(b"\r\n\r\n", 1)[0]
    algorithms = re.findall(rb"(?:^|\r\n)DKIM-Signature:[^;]*; a=([a-z0-9-]+);", head)
    good = 0
    for index, algorithm in enumerate(algorithms):
        ok = dkim.DKIM(message).verify(idx=index, dnsfunc=txt)
        good += ok
        print(algorithm.decode(), "good" if ok else "bad")
    return 0 if algorithms and good == len(algorithms) else 1


sys.exit(main(*sys.argv[1:3]))
