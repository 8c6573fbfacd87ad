// What the visitor answered, and for how long it holds. Before there is an answer nothing is stored on the device; after a
// refusal the answer alone is. The parts of this folder are one script: `start.js` says what the others may use.

/**
 * @typedef {object} Answer
 * @property {Record<string, boolean>} choices purpose → whether it was agreed to
 * @property {number} at when, in milliseconds since 1970
 * @property {string} notice the version of the notice that was in force
 * @property {string} [words] the version of the words that were read
 * @property {string} [id] names this browser; only where something was agreed to
 * @property {string} [user] who signed in, if the page said so
 * @property {string} [hash] the store's signature under that
 */

const ANSWER = "amana";
const QUEUE = "amana.queue";
const DAY = 86_400_000;

/** Sent by browsers whose owner objects to being shared, sold and targeted. */
const objects = /** @type {any} */ (navigator).globalPrivacyControl === true;

/** The device's storage; memory where it is closed to us, and in a preview. */
const shelf = (() => {
  const memory = new Map();
  const inMemory = {
    getItem: (/** @type {string} */ name) => memory.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void memory.set(name, text),
    removeItem: (/** @type {string} */ name) => void memory.delete(name),
  };
  try {
    return preview ? inMemory : (localStorage.getItem(ANSWER), localStorage);
  } catch {
    return inMemory;
  }
})();

/** @param {string} name */
function read(name) {
  try {
    return JSON.parse(shelf.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name @param {unknown} value */
function write(name, value) {
  try {
    if (value) shelf.setItem(name, JSON.stringify(value));
    else shelf.removeItem(name);
  } catch {
    // A full device: what was decided holds for this page at least.
  }
}

/** 128 random bits; `randomUUID` is missing where a shop is still on plain HTTP. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @type {Answer | null} */
let answer = null;

/** Whether anything at all was agreed to: without it nobody is counted. */
function isAgreed(/** @type {Answer | null} */ one = answer) {
  return Object.values(one?.choices ?? {}).some(Boolean);
}

/** The purposes that this visitor can be asked about: not those that their browser objects to. */
function asked() {
  return site.purposes.filter((purpose) => !(objects && purpose.objected));
}

/**
 * Takes up what is stored, as far as it holds: an agreement for a year and under the notice that it was given to, a refusal
 * for half a year. What no longer holds goes, with everything that it allowed to store.
 */
function recall() {
  answer = read(ANSWER);
  if (!answer) return;
  const days = isAgreed() ? site.days.agreed : site.days.refused;
  const isOver = !(Date.now() - answer.at < days * DAY) || (isAgreed() && answer.notice !== site.notice.version);
  if (isOver) {
    answer = null;
    write(ANSWER, null);
    leaveNoes();
  } else if (objects) {
    hear(answer);
  }
}

/** What another tab, or a page that this one was revived over, stored meanwhile: it holds before anything is done here. */
function refresh() {
  recall();
  draw();
}

/**
 * The signal may have been switched on after the answer: the newer word of the two. The door hears it by itself from the
 * next request's header; it is told only where nothing is left that another request could be about.
 * @param {Answer} held
 */
function hear(held) {
  const before = isAgreed();
  const choices = { ...held.choices };
  for (const purpose of site.purposes) if (purpose.objected && choices[purpose.name]) choices[purpose.name] = false;
  if (before && !isAgreed({ ...held, choices })) return decide(choices);
  held.choices = choices;
  write(ANSWER, held);
}

/**
 * Keeps an answer and acts on it at once. A stranger's refusal is told to nobody; whoever is known by an id is heard.
 * @param {Record<string, boolean>} wanted
 */
function decide(wanted) {
  const before = answer;
  const may = asked().map((purpose) => purpose.name);
  const choices = Object.fromEntries(site.purposes.map(({ name }) => [name, may.includes(name) && wanted[name] === true]));
  answer = { choices, at: Date.now(), notice: site.notice.version, words: site.words.version };
  if (isAgreed()) Object.assign(answer, { id: before?.id ?? newId(), user: before?.user, hash: before?.hash });
  else leaveNoes();
  write(ANSWER, answer);
  const id = answer.id ?? before?.id;
  if (id) tellDecision(id);
  if (answer.id && !before?.id) page();
  document.dispatchEvent(new CustomEvent("amana:choices", { detail: { ...choices } }));
}

/** @param {boolean} agreed */
function decideAll(agreed) {
  decide(Object.fromEntries(site.purposes.map(({ name }) => [name, agreed])));
}
