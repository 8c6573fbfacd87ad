// @ts-check
/**
 * What the admin's pages gain where scripts run. Each page works without it: forms post, links lead, text can be selected.
 * A module is run after the page is read, so everything is there already.
 */

/**
 * `/` puts the cursor into the search, unless something is being typed.
 * @param {Document} page
 */
function focusSearchOnSlash(page) {
  page.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const search = /** @type {HTMLInputElement | null} */ (page.querySelector("[data-search]"));
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

/**
 * Shows the buttons that print the page, and prints on a press.
 * @param {Document} page
 */
function offerPrinting(page) {
  for (const button of page.querySelectorAll("button[data-print]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => window.print());
  }
}

/**
 * Shows the copy buttons, and copies on a press.
 * @param {Document} page
 */
function offerCopying(page) {
  if (!navigator.clipboard) return;
  const show = () => {
    for (const button of page.querySelectorAll("button[data-copy][hidden]")) button.removeAttribute("hidden");
  };
  show();
  page.addEventListener("amana:rows", show);
  page.addEventListener("click", async (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest?.("button[data-copy]");
    if (!(button instanceof HTMLElement)) return;
    try {
      const source = button.dataset.copyOf && page.getElementById(button.dataset.copyOf);
      await navigator.clipboard.writeText((source ? source.textContent : button.dataset.copy) ?? "");
    } catch {
      return;
    }
    if (button.hasAttribute("data-copied")) return;
    // The button says so: in its words where it has any, else in its label.
    const words = button.querySelector("span");
    const label = (words ? words.textContent : button.getAttribute("aria-label")) ?? "";
    /** @param {string} text */
    const say = (text) => (words ? (words.textContent = text) : button.setAttribute("aria-label", text));
    button.dataset.copied = "";
    say(button.dataset.done ?? label);
    setTimeout(() => {
      delete button.dataset.copied;
      say(label);
    }, 2000);
  });
}

/**
 * Changes the theme at once; the link it stands on would do the same by a reload.
 * @param {Document} page
 */
function switchThemeInPlace(page) {
  page.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("[data-theme-choice]");
    if (!(link instanceof HTMLElement)) return;
    event.preventDefault();
    const theme = link.dataset.themeChoice ?? "auto";
    const secure = location.protocol === "https:" ? "; Secure" : "";
    if (theme === "auto") {
      delete page.documentElement.dataset.theme;
      page.cookie = `theme=; Path=/; SameSite=Lax; Max-Age=0${secure}`;
    } else {
      page.documentElement.dataset.theme = theme;
      page.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=31536000${secure}`;
    }
    for (const choice of page.querySelectorAll("[data-theme-choice]")) {
      if (choice === link) choice.setAttribute("aria-current", "true");
      else choice.removeAttribute("aria-current");
    }
    link.closest("details")?.removeAttribute("open");
  });
}

/**
 * Menus close on Escape and when something else is pressed.
 * @param {Document} page
 */
function closeMenus(page) {
  page.addEventListener("click", (event) => {
    for (const menu of page.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute("open");
    }
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of page.querySelectorAll("details.menu[open]")) {
      menu.removeAttribute("open");
      menu.querySelector("summary")?.focus();
    }
  });
}

/**
 * Where the search is narrow, its hint is one word.
 * @param {Document} page
 */
function shortenSearch(page) {
  const search = /** @type {HTMLInputElement | null} */ (page.querySelector("[data-search]"));
  if (!search) return;
  const [long, short] = [search.placeholder, search.dataset.short ?? ""];
  const narrow = matchMedia("(max-width: 39.999rem)");
  const fit = () => (search.placeholder = narrow.matches ? short : long);
  narrow.addEventListener("change", fit);
  fit();
}

/**
 * A new store's time zone is the browser's, where the list has it.
 * @param {Document} page
 */
function suggestOwnZone(page) {
  const zones = /** @type {HTMLSelectElement | null} */ (page.querySelector("[data-own-zone] select"));
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A machine that was told no zone says UTC.
  if (zones && own !== "UTC" && [...zones.options].some((zone) => zone.value === own)) zones.value = own;
}

/**
 * Keeps a list full from a stream of server-sent events: each message is one rendered `<li>`, made and escaped by our own
 * server. Newest first; while paused, rows wait, and the oldest waiting ones are let go.
 * @param {HTMLElement} box the element with `data-live`
 */
function followStream(box) {
  const rows = /** @type {HTMLElement | null} */ (box.querySelector("[data-live-rows]"));
  const words = box.querySelector("[data-live-words]");
  const waitingCount = box.querySelector("[data-live-waiting]");
  const button = /** @type {HTMLButtonElement | null} */ (box.querySelector("[data-live-pause]"));
  const url = box.dataset.live;
  if (!rows || !words || !url) return;
  const most = Number(box.dataset.liveMax) || 200;
  const format = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-${box.dataset.digits ?? "latn"}`);
  /** @type {string[]} */
  let waiting = [];
  let paused = false;

  /** @param {"on" | "off" | "paused"} state */
  const say = (state) => {
    box.dataset.liveState = state;
    words.textContent = box.dataset[state] ?? "";
  };
  const tellWaiting = () => {
    if (waitingCount) waitingCount.textContent = waiting.length ? `+${format.format(waiting.length)}` : "";
  };
  /** @param {string} row */
  const add = (row) => {
    rows.insertAdjacentHTML("afterbegin", row);
    rows.firstElementChild?.classList.add("is-new");
    while (rows.childElementCount > most) rows.lastElementChild?.remove();
    document.querySelector("[data-live-empty]")?.setAttribute("hidden", "");
    document.dispatchEvent(new CustomEvent("amana:rows"));
  };

  const stream = new EventSource(url);
  stream.addEventListener("open", () => say(paused ? "paused" : "on"));
  // The browser connects again by itself; until then the page says so.
  stream.addEventListener("error", () => say("off"));
  stream.addEventListener("message", (event) => {
    if (!paused) return add(event.data);
    waiting.push(event.data);
    if (waiting.length > most) waiting.shift();
    tellWaiting();
  });
  addEventListener("pagehide", () => stream.close());

  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    paused = !paused;
    say(paused ? "paused" : "on");
    const label = button.querySelector("span");
    if (label) label.textContent = (paused ? box.dataset.resume : box.dataset.pause) ?? "";
    button.setAttribute("aria-pressed", String(paused));
    if (paused) return;
    for (const row of waiting) add(row);
    waiting = [];
    tellWaiting();
  });
}

/**
 * Gives a message's frame the height of what is in it, so that nothing scrolls inside of a page that scrolls.
 * @param {HTMLIFrameElement} frame
 */
function growToContent(frame) {
  const fit = () => {
    const root = frame.contentDocument?.documentElement;
    if (!root || root.ownerDocument.URL === "about:blank") return;
    frame.style.blockSize = "0";
    frame.style.blockSize = `${root.scrollHeight + 2}px`;
  };
  frame.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
}

/**
 * Counts anew as the form around it changes, a moment after the last change. Of several counts the latest wins; what is shown is
 * rendered and escaped by our own server.
 * @param {HTMLElement} box the element with `data-count`
 */
function countAsTyped(box) {
  const form = box.closest("form");
  const url = box.dataset.count;
  if (!form || !url) return;
  askAsTyped(form, url, box, (said) => {
    // What was opened in it stays open.
    const open = [...box.querySelectorAll("details")].map((details) => details.open);
    box.innerHTML = said;
    box.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? false));
  });
}

/**
 * Sends a form as it stands a moment after each change, and hands on the answer; of several the latest wins.
 * @param {HTMLFormElement} form
 * @param {string} url
 * @param {HTMLElement} box what is busy meanwhile
 * @param {(said: string) => void} show
 */
function askAsTyped(form, url, box, show) {
  /** @type {AbortController | null} */
  let asking = null;
  let timer = 0;
  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, String(value));
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { method: "POST", body: fields, signal: mine.signal });
      const said = answer.status === 200 ? await answer.text() : null;
      if (said !== null && asking === mine) show(said);
    } catch {
      // The form has a button for it too.
    } finally {
      if (asking === mine) box.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 700);
  });
}

/**
 * Shows a letter as it is typed. It is put into the document that the frame holds already, which our server sent with rules of its
 * own: nothing in it runs, and nothing is fetched for it.
 * @param {HTMLIFrameElement} frame the frame with `data-look`
 */
function lookAsTyped(frame) {
  const form = frame.closest("form");
  const url = frame.dataset.look;
  if (!form || !url) return;
  form.querySelector("[data-look-button]")?.setAttribute("hidden", "");
  askAsTyped(form, url, frame, (letter) => {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    const [, html = ""] = /<html([^>]*)>/.exec(letter) ?? [];
    for (const name of ["dir", "lang"]) root.setAttribute(name, new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1] ?? "");
    root.innerHTML = letter;
  });
}

/**
 * Keeps a part of the page as it is now, while somebody looks at it: asked for anew every two seconds, rendered and escaped by our own
 * server. Where nothing changes any more the whole page is read once again.
 * @param {HTMLElement} box the element with `data-refresh`
 */
function refreshInPlace(box) {
  const url = box.dataset.refresh;
  if (!url) return;
  const look = async () => {
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch(url);
        if (answer.status === 205) return location.reload();
        if (answer.status === 200) box.innerHTML = await answer.text();
      } catch {
        // The next look may succeed.
      }
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}

focusSearchOnSlash(document);
offerCopying(document);
offerPrinting(document);
switchThemeInPlace(document);
closeMenus(document);
shortenSearch(document);
suggestOwnZone(document);
for (const frame of document.querySelectorAll("iframe[data-grow]")) growToContent(/** @type {HTMLIFrameElement} */ (frame));
for (const frame of document.querySelectorAll("iframe[data-look]")) lookAsTyped(/** @type {HTMLIFrameElement} */ (frame));
for (const box of document.querySelectorAll("[data-live]")) followStream(/** @type {HTMLElement} */ (box));
for (const box of document.querySelectorAll("[data-count]")) countAsTyped(/** @type {HTMLElement} */ (box));
for (const box of document.querySelectorAll("[data-refresh]")) refreshInPlace(/** @type {HTMLElement} */ (box));
