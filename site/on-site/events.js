// What is sent, once something was agreed to: Segment's calls in batches, kept on the device until they have arrived.

const BATCH = 20;
const QUEUED_MAX = 100;
const WAIT_MAX = 60_000;
/** Between tries where the store would not take what is sent, as with a key that has ended. */
const REFUSED_WAIT_MAX = 3_600_000;

let timer = 0;
let wait = 0;
let sending = false;

/** The page without what an address may carry: the query, whose campaign alone is taken. */
function whereabouts() {
  const query = new URLSearchParams(location.search);
  const campaign = Object.fromEntries(
    ["source", "medium", "campaign", "term", "content"]
      .map((part) => [part === "campaign" ? "name" : part, query.get(`utm_${part}`)])
      .filter(([, value]) => value),
  );
  const from = URL.canParse?.(document.referrer) ? new URL(document.referrer) : null;
  return {
    page: {
      path: location.pathname,
      url: location.origin + location.pathname,
      title: document.title,
      ...(from && { referrer: from.origin + from.pathname }),
    },
    ...(Object.keys(campaign).length && { campaign }),
  };
}

/**
 * @param {string} type a call of the spec
 * @param {Record<string, unknown>} fields
 * @param {object} [told] what else the context tells
 */
function enqueue(type, fields, told) {
  if (preview) return;
  const context = { ...whereabouts(), library: { name: "amana.js" }, locale: site.lang, ...told };
  const event = { type, messageId: newId(), timestamp: new Date().toISOString(), ...fields, context };
  const queue = [...waiting(), event];
  // Too much waits: the oldest visits go, and no answer before them, without which none of them may be kept.
  while (queue.length > QUEUED_MAX) queue.splice(Math.max(queue.findIndex((one) => !one.context.consent), 0), 1);
  write(QUEUE, queue);
  schedule(wait || 500);
}

/** What waits to be sent. @returns {any[]} */
function waiting() {
  return read(QUEUE) ?? [];
}

/** @param {any[]} queue */
function store(queue) {
  write(QUEUE, queue.length ? queue : null);
}

/** Whether an event tells a no: that stays until the store has taken it, for as long as a no holds here. @param {any} event */
function isNo({ timestamp, context }) {
  const lasts = site.days.refused * DAY;
  return Object.values(context.consent?.categoryPreferences ?? {}).includes(false) && Date.now() - Date.parse(timestamp) < lasts;
}

/** What was agreed to is over: what waits on its account goes. */
function leaveNoes() {
  store(waiting().filter(isNo));
}

/** As this visitor, if they agreed to anything. @param {string} type @param {Record<string, unknown>} fields */
function send(type, fields) {
  if (!answer?.id) return;
  const { id, user, hash } = answer;
  enqueue(type, { anonymousId: id, ...(user && { userId: user }), ...fields }, user && hash ? { userHash: hash } : {});
}

/**
 * The answer itself, so that the store can prove it. Without a user id: it is this browser's. The answer alone speaks of consent;
 * what comes after it repeats nothing: whoever takes an agreement back elsewhere, in the privacy centre or on another device, must
 * not be overruled by what this browser remembers.
 * @param {string} id
 */
function tellDecision(id) {
  const banner = { words: answer?.words ?? site.words.version, notice: site.notice.version, language: site.lang };
  const consent = { categoryPreferences: answer?.choices, banner };
  enqueue("track", { event: "Consent Preference Updated", anonymousId: id, properties: {} }, { consent });
  schedule(0);
}

/** @param {string} [name] @param {object} [properties] */
function page(name, properties) {
  send("page", { ...(name && { name }), properties: properties ?? {} });
}

/** @param {number} delay */
function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(flush, delay);
}

/**
 * Sends the oldest events. They leave the queue once they have arrived; sent twice, they count once by their ids. What the store
 * will not take is tried no more, except a no: whoever took an agreement back must be heard.
 */
async function flush() {
  const batch = waiting().slice(0, BATCH);
  if (sending || !batch.length) return;
  sending = true;
  const { isTaken, again } = await post(batch);
  sending = false;
  const isRefused = !isTaken && again === null;
  if (isTaken || isRefused) {
    const done = new Set(batch.filter((event) => isTaken || !isNo(event)).map((event) => event.messageId));
    store(waiting().filter((event) => !done.has(event.messageId)));
  }
  wait = isTaken ? 0 : Math.min(Math.max(again ?? 0, wait * 2, 2_000), isRefused ? REFUSED_WAIT_MAX : WAIT_MAX);
  if (waiting().length) schedule(wait);
}

/**
 * Whether the batch was taken; else the least time to wait in milliseconds, or null where the store will not have it. As plain
 * text, which asks no second request of the browser; without cookies; on through the end of the page.
 * @param {object[]} batch
 * @returns {Promise<{ isTaken?: boolean, again: number | null }>}
 */
async function post(batch) {
  const body = JSON.stringify({ writeKey: key, batch, sentAt: new Date().toISOString() });
  try {
    const reply = await fetch(new URL("v1/batch", tag.src), {
      method: "POST",
      body,
      // Browsers keep 64 KB alive, no more.
      keepalive: body.length < 60_000,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    const isBusy = reply.status >= 500 || reply.status === 408 || reply.status === 429;
    return { isTaken: reply.ok, again: isBusy ? Number(reply.headers.get("retry-after")) * 1_000 || 0 : null };
  } catch {
    return { again: 0 };
  }
}

/** The page is left: what waits goes now, by the one way that outlives a page in every browser. */
function leave() {
  clearTimeout(timer);
  if (document.visibilityState !== "hidden" || sending) return;
  if ("keepalive" in Request.prototype) return void flush();
  const batch = waiting().slice(0, BATCH);
  if (batch.length) navigator.sendBeacon(new URL("v1/batch", tag.src), JSON.stringify({ writeKey: key, batch }));
}
