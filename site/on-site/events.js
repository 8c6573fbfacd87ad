// What is sent, once something was agreed to: Segment's calls in batches, kept on the device until they have arrived.

const BATCH = 20;
const QUEUED_MAX = 100;
const WAIT_MAX = 60_000;

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
 * @param {Record<string, unknown>} [banner] how the banner asked, where the event is its answer
 */
function enqueue(type, fields, banner) {
  if (preview) return;
  // The answer alone speaks of consent. What comes after it repeats nothing: whoever takes an agreement back elsewhere, in
  // the privacy centre or on another device, must not be overruled by what this browser remembers.
  const context = {
    ...whereabouts(),
    library: { name: "amana.js" },
    locale: site.lang,
    ...(banner && { consent: { categoryPreferences: answer?.choices, banner } }),
  };
  const event = { type, messageId: newId(), timestamp: new Date().toISOString(), ...fields, context };
  const queue = [...(read(QUEUE) ?? []), event];
  // Too much waits: the oldest visits go, never an answer, without which none of them may be kept.
  while (queue.length > QUEUED_MAX) queue.splice(Math.max(queue.findIndex((one) => !one.context.consent), 0), 1);
  write(QUEUE, queue);
  schedule(wait || 500);
}

/** As this visitor, if they agreed to anything. @param {string} type @param {Record<string, unknown>} fields */
function send(type, fields) {
  if (!answer?.id) return;
  enqueue(type, { anonymousId: answer.id, ...(answer.user && { userId: answer.user }), ...fields });
}

/**
 * The answer itself, so that the store can prove it. Without a user id: it is this browser's, and a public key's word for
 * somebody known is a request at most.
 * @param {string} id
 */
function tellDecision(id) {
  const { version: words } = site.words;
  const banner = { words, notice: site.notice.version, language: site.lang };
  enqueue("track", { event: "Consent Preference Updated", anonymousId: id, properties: {} }, banner);
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

/** Sends the oldest events. They leave the queue once they have arrived; sent twice, they count once by their ids. */
async function flush() {
  const batch = (read(QUEUE) ?? []).slice(0, BATCH);
  if (sending || !batch.length) return;
  sending = true;
  const again = await post(batch);
  sending = false;
  if (again === null) {
    const sent = new Set(batch.map((event) => event.messageId));
    const left = (read(QUEUE) ?? []).filter((event) => !sent.has(event.messageId));
    write(QUEUE, left.length ? left : null);
    wait = 0;
    if (left.length) schedule(0);
  } else {
    wait = Math.min(Math.max(again, wait * 2, 2_000), WAIT_MAX);
    schedule(wait);
  }
}

/**
 * Gives null once the batch needs no sending any more, or the least time to wait in milliseconds. As plain text, which asks
 * no second request of the browser; without cookies; on through the end of the page.
 * @param {object[]} batch
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
    return isBusy ? Number(reply.headers.get("retry-after")) * 1_000 || 0 : null;
  } catch {
    return 0;
  }
}

/** The page is left: what waits goes now, by the one way that outlives a page in every browser. */
function leave() {
  clearTimeout(timer);
  if (document.visibilityState !== "hidden" || sending) return;
  if ("keepalive" in Request.prototype) return void flush();
  const batch = (read(QUEUE) ?? []).slice(0, BATCH);
  if (batch.length) navigator.sendBeacon(new URL("v1/batch", tag.src), JSON.stringify({ writeKey: key, batch }));
}
