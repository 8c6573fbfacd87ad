// How it looks. A constructed stylesheet inside a shadow root: no policy of the shop's pages forbids it, no rule of theirs
// reaches in. Light or dark follows the shop's page (its `color-scheme`), sizes follow the reader's own.

const STYLE = `
:host {
  all: initial !important;
  color-scheme: inherit !important;
  position: fixed !important;
  inset: auto 0 0 0 !important;
  z-index: 2147483000 !important;
  pointer-events: none !important;
  --ground: #fff; --quiet: #f6f5f2; --ink: #16242a; --soft: #4e5f66;
  --line: #dfdcd5; --edge: #7c898f; --accent: #0b5f68; --on: #fff;
}
@supports (color: light-dark(red, red)) {
  :host {
    --ground: light-dark(#fff, #1a2328); --quiet: light-dark(#f6f5f2, #243037); --ink: light-dark(#16242a, #ecf0f1);
    --soft: light-dark(#4e5f66, #b3bfc4); --line: light-dark(#dfdcd5, #35434a); --edge: light-dark(#7c898f, #82929a);
    --accent: light-dark(#0b5f68, #71cdc6); --on: light-dark(#fff, #0d1f23);
  }
}
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; color: inherit; }
[hidden] { display: none !important; }
.root {
  font: 400 .9375em/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif;
  color: var(--ink);
  padding: .75em;
  padding-block-end: max(.75em, env(safe-area-inset-bottom));
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: .5em;
}
.root:lang(ar), .root:lang(fa) {
  font-family: Vazirmatn, "SF Arabic", "Segoe UI", "Noto Sans Arabic", "Noto Sans Arabic UI", Tahoma, system-ui, sans-serif;
  line-height: 1.7;
}
.panel, .pill, .said {
  pointer-events: auto;
  background: var(--ground);
  border: 1px solid var(--line);
  border-radius: .7em;
  box-shadow: 0 1px 2px #10202814, 0 12px 32px #10202824;
}
.panel {
  inline-size: 100%;
  max-inline-size: 30em;
  max-block-size: calc(100dvh - 1.5em);
  overflow: auto;
  padding: 1.15em 1.25em;
  display: grid;
  gap: .8em;
}
.bottom .panel { max-inline-size: 60em; margin-inline: auto; }
.panel:focus { outline: none; }
.top { display: flex; gap: 1em; align-items: start; justify-content: space-between; }
h2 { font-size: 1.2em; font-weight: 600; line-height: 1.35; text-wrap: balance; }
.soft { color: var(--soft); font-size: .9em; }
.signal { background: var(--quiet); border-radius: .5em; padding: .6em .8em; font-size: .92em; }
ul { list-style: none; display: grid; border-block-start: 1px solid var(--line); }
.bottom ul { grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); column-gap: 1.5em; }
li { border-block-end: 1px solid var(--line); }
label {
  display: flex;
  gap: 1em;
  align-items: center;
  justify-content: space-between;
  min-block-size: 2.95em;
  padding-block: .6em;
  cursor: pointer;
}
b { display: block; font-weight: 600; }
input {
  appearance: none;
  flex: none;
  inline-size: 2.7em;
  block-size: 1.55em;
  border: 2px solid var(--edge);
  border-radius: 1em;
  background: var(--ground);
  cursor: pointer;
}
input::before {
  content: "";
  display: block;
  inline-size: .9em;
  block-size: .9em;
  margin: calc((1.55em - 4px - .9em) / 2) .25em;
  border-radius: 50%;
  background: var(--edge);
}
input:checked { background: var(--accent); border-color: var(--accent); }
input:checked::before { background: var(--on); margin-inline-start: calc(2.7em - 4px - 1.15em); }
.answers { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .5em; }
@media (max-width: 19em) { .answers { grid-template-columns: 1fr; } }
button {
  min-block-size: 2.95em;
  min-inline-size: 2.95em;
  padding: .35em .7em;
  border: 1px solid transparent;
  border-radius: .45em;
  background: none;
  cursor: pointer;
}
.answers button { padding-inline: .4em; border-color: var(--edge); background: var(--quiet); font-weight: 600; line-height: 1.3; }
.answers button:hover, .pill button:hover { background: var(--line); }
.close { margin: -.6em; margin-inline-start: 0; color: var(--soft); text-decoration: underline; text-underline-offset: .25em; }
a { color: var(--accent); text-underline-offset: .25em; padding-block: .3em; }
.pill { display: flex; align-items: stretch; border-radius: 2em; overflow: clip; font-size: .9em; max-inline-size: 100%; }
.pill button { border-radius: 0; padding-inline: 1.05em; }
.pill button + button { border-inline-start: 1px solid var(--line); color: var(--soft); }
.said { padding: .6em .9em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.pill :focus-visible { outline-offset: -4px; border-radius: 2em; }
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .15s ease-out; }
  input::before { transition: margin .12s; }
  @keyframes rise { from { opacity: 0; translate: 0 .5em; } }
}
@media (forced-colors: active) { input { appearance: auto; } input::before { content: none; } }
@media print { :host { display: none !important; } }
`;
