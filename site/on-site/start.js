// The beginning: asks the store what it asks, then the visitor; and what the store's own pages can call.

/** @typedef {{ name: string, title: string, benefit: string, objected: boolean }} Purpose */

/** Called before the store's answer is here: done then, or never, where nothing was agreed to. @type {(() => void)[]} */
let early = [];

/** @param {() => void} call */
function once(call) {
  if (site) call();
  else if (early.length < 100) early.push(call);
}

const api = {
  /** @param {string} name @param {object} [properties] */
  track: (name, properties) => once(() => send("track", { event: String(name), properties: properties ?? {} })),
  /** @param {string} [name] @param {object} [properties] */
  page: (name, properties) => once(() => page(name, properties)),
  /**
   * Who signed in, with the store's signature under it; nobody: they signed out. Who comes after somebody is somebody else, under an
   * id of their own, for whom the browser's answer is told again.
   * @param {string | number} [user] @param {object} [traits] @param {string} [hash]
   */
  identify: (user, traits, hash) =>
    once(() => {
      if (!answer?.id) return;
      const name = user ? String(user) : undefined;
      const isAnother = answer.user !== undefined && answer.user !== name;
      Object.assign(answer, { user: name, hash: name && hash, ...(isAnother && { id: newId() }) });
      write(ANSWER, answer);
      if (isAnother) tellDecision(answer.id);
      if (name) send("identify", { traits: traits ?? {} });
    }),
  /** Opens the choices. */
  choices: () => once(open),
  /** Takes back all that was agreed to. */
  withdraw: () => once(withdraw),
  /** @param {string} purpose */
  allows: (purpose) => answer?.choices[purpose] === true,
  /** This browser's id, for the store's own server at checkout; null where nothing was agreed to. */
  id: () => answer?.id ?? null,
  /** `(window.Amana ||= []).push(["track", "Product Viewed", {…}])` works before this script is here, and after. */
  push: (/** @type {any[][]} */ ...calls) => calls.forEach(([name, ...rest]) => /** @type {any} */ (api)[name]?.(...rest)),
};

const before = /** @type {any} */ (window).Amana;
/** @type {any} */ (window).Amana = api;
if (Array.isArray(before)) api.push(...before);

/** The one request before there is an answer: it carries the key and the language, no cookie, and leaves nothing behind. */
async function start() {
  const lang = tag.dataset.lang || document.documentElement.lang || navigator.language;
  const query = new URLSearchParams({ key, lang });
  const from = preview ?? new URL(`v1/site?${query}`, tag.src);
  const reply = await fetch(from, { credentials: preview ? "same-origin" : "omit", referrerPolicy: "no-referrer" });
  if (!reply.ok) return console.warn(`Amana: ${from} answered ${reply.status}. Is data-key a site key of this store?`);
  const told = await reply.json();
  if (!document.body) await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready, { once: true }));
  site = told;
  recall();
  draw();
  if (isAgreed()) page();
  early.forEach((call) => call());
  early = [];
  schedule(0);
  listen();
}

function listen() {
  document.addEventListener("visibilitychange", leave);
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target).closest?.("[data-amana-choices], [data-amana-withdraw]");
    if (!target) return;
    event.preventDefault();
    if (target.hasAttribute("data-amana-withdraw")) withdraw();
    else open();
  });
  // Answered in another tab: here too. Nobody tells a page that was put aside, so it looks when it is shown again.
  addEventListener("storage", ({ key: changed }) => {
    if (changed === ANSWER || changed === null) refresh();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    refresh();
    if (isAgreed()) page();
    schedule(0);
  });
}

start().catch(() => {
  // Amana can't be reached: nobody is asked, nobody is counted, the shop works.
});
