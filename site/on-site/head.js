// Amana's on-site script: asks what may be kept, and keeps to the answer. No dependency, no cookie, no inline style.
const tag = /** @type {HTMLScriptElement} */ (document.currentScript ?? document.querySelector('script[data-key][src$="/a.js"]'));
const key = tag.dataset.key ?? "";
/** An address of the settings to draw from instead: nothing is stored and nothing is sent. */
const preview = tag.dataset.preview;
/** What `/v1/site` tells: the purposes, their words, the notice. @type {any} */
let site = null;
