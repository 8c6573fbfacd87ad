"""A real SMTP server (aiosmtpd) that keeps every message as a file.

    mail_sink.py PORT FOLDER

Each message becomes FOLDER/000001.eml, 000002.eml …, as it came over the wire (so a DKIM signature still holds), after
its envelope in FOLDER/000001.json: {"from": …, "to": […]}. A file appears under its name only when it is whole.
"""

import asyncio
import json
import signal
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        self.write("json", json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos}).encode())
        self.write("eml", envelope.original_content)
        return "250 2.0.0 kept"

    def write(self, ending, content):
        name = self.folder / f"{self.count:06}.{ending}"
        draft = name.with_suffix(".part")
        draft.write_bytes(content)
        draft.rename(name)


async def main(port, folder):
    keeper = Keeper(Path(folder))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper, enable_SMTPUTF8=True, ident="sink"), "127.0.0.1", port)
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    server.close()


asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
