"""An SMTP server with TLS and a login (pip install aiosmtpd), for tests: prints its port, runs until it is killed.

    smtp_tls_server.py starttls|implicit FOLDER      FOLDER holds cert.pem and key.pem; user "user", password "p@ss"
"""

import asyncio
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


def check(server, session, envelope, mechanism, data):
    ok = isinstance(data, LoginPassword) and (data.login, data.password) == (b"user", b"p@ss")
    return AuthResult(success=ok, handled=ok)


async def main(mode, folder):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
    implicit = mode == "implicit"

    def protocol():
        common = {"authenticator": check, "auth_required": True, "hostname": "localhost"}
        if implicit:
            return SMTP(Sink(), auth_require_tls=False, **common)
        return SMTP(Sink(), tls_context=context, require_starttls=True, **common)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "localhost", 0, ssl=context if implicit else None)
    # "localhost" may be two addresses with a port each; the first address is the one the client tries first.
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:3]))
