// What the visitor sees: the question, whose three answers weigh the same, and the way back to it on every page.

/** How long the word after an answer stays, in milliseconds. */
const SAID_FOR = 6_000;

const host = document.createElement("amana-choices");
const root = host.attachShadow({ mode: "open" });
/** Who had the focus when the choices were opened. @type {HTMLElement | null} */
let opener = null;

/**
 * @param {string} name
 * @param {Record<string, any>} [traits] attributes, and `on…` for what is heard
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
function part(name, traits = {}, ...children) {
  const element = document.createElement(name);
  for (const [trait, value] of Object.entries(traits)) {
    if (trait.startsWith("on")) element.addEventListener(trait.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(trait, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Draws what is due: the question where it is open, else the way back to it. */
function draw() {
  const due = site.shown && !answer && asked().length > 0;
  show(due ? panel(false) : null, "");
}

/** Opened by the visitor: the focus goes there, and back. */
function open() {
  opener = focused();
  const drawn = panel(true);
  show(drawn, "");
  drawn.focus();
}

/** The element that has the focus, ours included. @returns {HTMLElement | null} */
function focused() {
  const active = document.activeElement === host ? root.activeElement : document.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}

/** What was said last, heard by those who do not see it: a region of this kind has to be there before its words. */
const said = part("p", { class: "said", role: "status", hidden: true });
const frame = part("div", {}, said);
let silence = 0;

/** @param {HTMLElement | null} drawn the panel, or nothing but the way back @param {string} words to be said */
function show(drawn, words) {
  if (!host.isConnected) appear();
  if (frame.lastElementChild !== said) frame.lastElementChild?.remove();
  frame.append(...[drawn ?? wayBack()].filter((one) => one !== null));
  said.textContent = words;
  said.hidden = !words;
  clearTimeout(silence);
  silence = setTimeout(() => (said.hidden = true), SAID_FOR);
  keepClear(drawn);
}

/** First in the page: whoever walks it by keyboard or by ear meets the question first, and is not pulled into it. */
function appear() {
  const { lang, dir, position } = site;
  Object.assign(frame, { lang, dir, className: `root ${position}` });
  root.append(frame);
  if ("adoptedStyleSheets" in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  }
  document.body.prepend(host);
}

/** What gets the focus is scrolled clear of the panel (WCAG 2.4.11). @param {HTMLElement | null} drawn */
function keepClear(drawn) {
  document.documentElement.style.scrollPaddingBottom = drawn ? `${drawn.offsetHeight + 24}px` : "";
}

/** @param {boolean} isAgain whether the visitor came back to it, and so sees every purpose at once */
function panel(isAgain) {
  const { words } = site;
  const list = purposes();
  list.hidden = !isAgain;
  const third = part("button", { type: "button", onclick: () => choose(list, third) }, isAgain ? words.save : words.choose);
  if (!isAgain) third.setAttribute("aria-expanded", "false");
  const hears = objects && site.purposes.some((/** @type {Purpose} */ purpose) => purpose.objected);
  return part(
    "div",
    {
      class: "panel",
      role: "dialog",
      "aria-labelledby": "title",
      "aria-describedby": "text",
      tabindex: "-1",
      onkeydown: putAside,
    },
    part(
      "div",
      { class: "top" },
      part("h2", { id: "title" }, isAgain ? words.again : words.title),
      isAgain && part("button", { type: "button", class: "close", onclick: () => close("") }, words.close),
    ),
    part("p", { id: "text" }, words.text),
    hears && part("p", { class: "signal" }, words.signal),
    list,
    asked().length > 0 &&
      part(
        "div",
        { class: "answers" },
        part("button", { type: "button", onclick: () => finish(() => decideAll(true)) }, words.agree),
        part("button", { type: "button", onclick: () => finish(() => decideAll(false)) }, words.refuse),
        third,
      ),
    part("p", { class: "soft" }, words.lasts, " ", notice()),
  );
}

function notice() {
  const { url } = site.notice;
  return url && part("a", { href: url, target: "_blank", rel: "noopener" }, site.words.notice);
}

/** Each purpose with what it brings and its switch, which is off until the visitor turns it on. */
function purposes() {
  const row = (/** @type {Purpose} */ { name, title, benefit }) => {
    const [is, why] = [`is-${name}`, `why-${name}`];
    const traits = { type: "checkbox", role: "switch", name, "aria-labelledby": is, "aria-describedby": why };
    const box = /** @type {HTMLInputElement} */ (part("input", traits));
    box.checked = answer?.choices[name] === true;
    const words = part("span", {}, part("b", { id: is }, title), part("span", { class: "soft", id: why }, benefit));
    return part("li", {}, part("label", {}, words, box));
  };
  return part("ul", {}, ...asked().map(row));
}

/** The third answer: first the switches, then what they say. @param {HTMLElement} list @param {HTMLElement} button */
function choose(list, button) {
  if (list.hidden) {
    list.hidden = false;
    button.textContent = site.words.save;
    button.removeAttribute("aria-expanded");
    keepClear(list.closest(".panel"));
    list.querySelector("input")?.focus();
    return;
  }
  const wanted = Object.fromEntries([...list.querySelectorAll("input")].map((box) => [box.name, box.checked]));
  finish(() => decide(wanted));
}

/** @param {() => void} deciding */
function finish(deciding) {
  deciding();
  close(isAgreed() ? site.words.agreed : site.words.refused);
}

/** One press, as it took to agree. */
function withdraw() {
  opener ??= focused();
  finish(() => decideAll(false));
}

/** Escape leaves a question that was opened as it was, and puts one that opened itself aside until the next page. */
function putAside(/** @type {KeyboardEvent} */ event) {
  if (event.key === "Escape") close("");
}

/** @param {string} words */
function close(words) {
  const hadFocus = document.activeElement === host;
  show(null, words);
  if (!hadFocus) return;
  const back = opener?.isConnected ? opener : root.querySelector("button");
  opener = null;
  if (back instanceof HTMLElement) back.focus();
}

/** On every page: the choices, and where there is something to take back, one press that does. */
function wayBack() {
  if (!site.button || (!site.shown && !answer)) return null;
  const { reopen, withdraw: back } = site.words;
  return part(
    "section",
    { class: "pill", "aria-label": reopen },
    part("button", { type: "button", "data-reopen": true, onclick: open }, reopen),
    isAgreed() && part("button", { type: "button", onclick: withdraw }, back),
  );
}
