"""An S3 server on the loopback: `s3_server.py PORT`, until it is stopped.

It is moto, which believes every caller; so botocore looks at each signature first, as Amazon does. Uploads below `program/`
are compared with their checksum, which is repeated, as Amazon does too; the others' is ignored, as some other stores do.
"""

import base64
import hashlib
import io
import sys
from urllib.parse import parse_qs, urlencode

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

SECRETS = {"test": "test", "visible": "hush-hush"}
CHECKSUM = "x-amz-checksum-sha256"


def refusal(environ):
    """Why a signature does not hold; None where it does."""
    query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"], keep_blank_values=True).items()}
    if "X-Amz-Signature" not in query:
        return "AccessDenied"
    given = query.pop("X-Amz-Signature")
    key, _, region, service, _ = query["X-Amz-Credential"].split("/")
    if key not in SECRETS:
        return "InvalidAccessKeyId"
    headers = {name: environ["HTTP_" + name.upper().replace("-", "_")] for name in query["X-Amz-SignedHeaders"].split(";")}
    if any(name.startswith("HTTP_X_AMZ_") and name[5:].lower().replace("_", "-") not in headers for name in environ):
        return "AccessDenied"
    path = environ.get("RAW_URI", environ["PATH_INFO"]).split("?")[0]
    url = f"http://{environ['HTTP_HOST']}{path}?{urlencode(query)}"
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=url, headers=headers)
    request.context["timestamp"] = query["X-Amz-Date"]
    judge = S3SigV4QueryAuth(Credentials(key, SECRETS[key]), service, region)
    signature = judge.signature(judge.string_to_sign(request, judge.canonical_request(request)), request)
    return None if signature == given else "SignatureDoesNotMatch"


def judged(moto):
    def answer(environ, start):
        is_setting_up = environ["REQUEST_METHOD"] == "PUT" and environ["PATH_INFO"].count("/") == 1
        code = None if is_setting_up else refusal(environ)
        repeated = []
        checksum = environ.get("HTTP_X_AMZ_CHECKSUM_SHA256")
        if code is None and checksum and "/program/" in environ["PATH_INFO"]:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            if base64.b64encode(hashlib.sha256(body).digest()).decode() == checksum:
                repeated = [(CHECKSUM, checksum)]
            else:
                code = "BadDigest"
        if code:
            text = f"<Error><Code>{code}</Code></Error>".encode()
            status = "400 Bad Request" if code == "BadDigest" else "403 Forbidden"
            start(status, [("content-type", "application/xml"), ("content-length", str(len(text)))])
            return [text]
        return moto(environ, lambda status, headers, *more: start(status, headers + repeated, *more))

    return answer


if __name__ == "__main__":
    run_simple("127.0.0.1", int(sys.argv[1]), judged(DomainDispatcherApplication(create_backend_app)), threaded=True)
