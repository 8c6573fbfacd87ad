"""The admin as somebody signed in sees it, without a browser; `admin.mjs` is the same for Chromium."""

import html
import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from plan import mismatch, required


class Admin:
    """Signs in as the account that xtask made."""

    def __init__(self):
        self.base = required("AMANA_BASE")
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        token = one(r'name="csrf" value="([^"]+)"', self.page("/login"))
        login = {"csrf": token, "email": required("AMANA_LOGIN_EMAIL"), "password": required("AMANA_LOGIN_PASSWORD")}
        with self.opener.open(f"{self.base}/login", urllib.parse.urlencode(login).encode(), timeout=60) as answer:
            if urllib.parse.urlparse(answer.url).path != "/admin":
                mismatch(f"signing in leads to {answer.url}")

    def page(self, path):
        with self.opener.open(self.base + path, timeout=60) as answer:
            return answer.read().decode()

    def message(self, id):
        """Subject, text and HTML of a message as its page shows them."""
        page = self.page(f"/admin/messages/{id}")
        return {
            "subject": one(r'<p class="message-subject">.*?<strong>(.*?)</strong>', page),
            "text": one(r'<pre class="raw message-text"[^>]*>(.*?)</pre>', page),
            "html": self.page(f"/admin/messages/{id}/preview").replace("\r\n", "\n"),
        }

    def words(self, path):
        """A page's words, as somebody reads them one after another."""
        main = one(r"(?s)<main.*?>(.*)</main>", self.page(path), escaped=True)
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def one(pattern, page, escaped=False):
    """What the one group of the pattern matches, as text."""
    found = re.search(pattern, page, re.DOTALL)
    if not found:
        mismatch(f"a page holds no {pattern}")
    return found[1] if escaped else html.unescape(re.sub(r"<[^>]*>", "", found[1]))
