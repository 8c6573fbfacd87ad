"""Whether a consent receipt verifies with a library that knows nothing of us (libsodium, by PyNaCl), and holds every field that
ISO/IEC TS 27560:2023 wants, by the names of the W3C's guide (https://w3id.org/dpv/guides/consent-27560, section 8).
"""

import base64
import hashlib
import json
import urllib.request

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from plan import mismatch, required
from shapes import Api

USER = "receipt-reader"
# Property, and how its values must look. A list is any number of these; text is text.
RECORD = {
    "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr",
    "dct:identifier": str,
    "dpv:hasDataSubject": {"@id": str, "@type": "dpv:DataSubject"},
    "dpv:hasDataController": str,
    "dpv:hasJurisdiction": str,
    "dpv:hasLegalBasis": "eu-gdpr:A6-1-a",
    "dpv:hasNotice": {"@id": str, "@type": "dpv:ConsentNotice", "dct:language": str},
    "dpv:hasProcess": {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {"@type": str},
        "dpv:hasPersonalData": [{"@type": str}],
        "dpv:hasRecipient": [str],
        "dpv:hasStorageCondition": [{"@type": str}],
    },
    "dpv:hasConsentControl": {"@type": list, "dpv:isExercisedAt": str},
    "dpv:hasRight": [{"@type": list, "dpv:isExercisedAt": str}],
    "dpv:hasConsentStatus": {"dpv:isIndicatedAtTime": str, "dpv:isIndicatedBy": str, "dpv:hasDuration": {"@type": str}},
    "dpv:hasEntity": [{"@id": str, "@type": str, "dpv:hasIdentifier": str, "dpv:hasName": str}],
}
RECEIPT = {
    "@context": dict,
    "@type": "dpv:ConsentReceipt",
    "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr",
    "dct:identifier": str,
    "dct:created": str,
    "dpv:hasRecordOfActivity": RECORD,
}


def lacks(shape, value, place):
    """The first place where a value is not of its shape; None where it is."""
    if isinstance(shape, type):
        return None if isinstance(value, shape) and value != "" else place
    if isinstance(shape, str):
        return None if value == shape else place
    if isinstance(shape, list):
        if not isinstance(value, list) or not value:
            return place
        return next((at for n, one in enumerate(value) if (at := lacks(shape[0], one, f"{place}[{n}]"))), None)
    if not isinstance(value, dict):
        return place
    return next((at for name, part in shape.items() if (at := lacks(part, value.get(name), f"{place}/{name}"))), None)


def prefixes(value):
    """Every prefix of every name and term in a document."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from prefixes(name) if name != "@context" else ()
            yield from prefixes(part) if name != "@context" else ()
    elif isinstance(value, list):
        for part in value:
            yield from prefixes(part)
    elif isinstance(value, str) and ":" in value and "//" not in value and " " not in value and value[0].isalpha():
        yield value.split(":")[0]


def canonical(document):
    """RFC 8785, for documents whose names are ASCII and whose numbers are whole."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_genuine(key, receipt, value):
    try:
        key.verify(canonical(receipt), value)
        return True
    except BadSignatureError:
        return False


def send(method, path, key, document):
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    body = json.dumps(document).encode()
    request = urllib.request.Request(required("AMANA_BASE") + path, data=body, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def main():
    base, admin = required("AMANA_BASE"), required("AMANA_ADMIN_KEY")
    send("POST", "/v1/identify", required("AMANA_SERVER_KEY"), {"userId": USER, "traits": {"email": "reader@example.com"}})
    api = Api(base, admin)
    api.settle()
    customer = api.customer(USER)
    decision = {"purpose": "marketing_email", "state": "given", "notice_version": "1", "language": "fa"}
    history = send("PUT", f"/api/v1/customers/{customer}/consents", admin, {"decisions": [decision]})["history"]
    signed = api.get(f"customers/{customer}/consents/{history[0]['id']}/receipt")
    with urllib.request.urlopen(f"{base}/.well-known/amana-keys.json", timeout=60) as answer:
        published = json.load(answer)["keys"][0]
    public = unpadded(published["x"])
    if hashlib.sha256(public).hexdigest()[:16] != published["kid"] or published["kid"] != signed["signature"]["kid"]:
        mismatch(f"the key {published} is not the one that {signed['signature']} names")
    receipt, value = signed["receipt"], unpadded(signed["signature"]["value"])
    if not is_genuine(VerifyKey(public), receipt, value):
        mismatch("PyNaCl says that the receipt is not genuine")
    if is_genuine(VerifyKey(public), {**receipt, "dct:created": "2020-01-01T00:00:00.000Z"}, value):
        mismatch("PyNaCl takes a changed receipt for genuine")
    # A store that nobody has set up yet has no name and is in no country.
    if "dpv:hasJurisdiction" not in receipt["dpv:hasRecordOfActivity"]:
        del RECORD["dpv:hasJurisdiction"]
        del RECORD["dpv:hasEntity"][0]["dpv:hasName"]
    if place := lacks(RECEIPT, receipt, ""):
        mismatch(f"the receipt lacks {place}, or it has another shape: {json.dumps(receipt, ensure_ascii=False)}")
    unknown = set(prefixes(receipt)) - set(receipt["@context"]) - {"urn"}
    # Times have colons too.
    if unknown := {prefix for prefix in unknown if not prefix[0].isdigit()}:
        mismatch(f"prefixes that the context does not name: {unknown}")
    if "reader@example.com" in json.dumps(signed) or customer in json.dumps(signed):
        mismatch("the receipt names the customer")
    print(f"the receipt {receipt['dct:identifier']} is genuine and whole")


main()
