// @ts-check
/** What the demo's shop tells Amana: as any store's own pages would. Each call waits for the on-site script, and for consent. */

/** @type {any} */
const shop = window;
shop.Amana ||= [];

const event = document.querySelector('meta[name="amana-event"]');
if (event instanceof HTMLMetaElement) {
  shop.Amana.push(["track", event.content, JSON.parse(event.dataset.properties ?? "{}")]);
}

// The checkout's server is told which browser orders, where the visitor's agreement gave it an id.
document.querySelector("form[data-visitor]")?.addEventListener("submit", ({ target }) => {
  const field = target instanceof HTMLFormElement && target.elements.namedItem("visitor");
  if (field instanceof HTMLInputElement) field.value = shop.Amana.id?.() ?? "";
});
