/** How the page at `/docs` looks: quiet, in the reader's own light or dark. */
export const DOCS_STYLE = /* css */ `
:root {
  color-scheme: light dark;
  --page: light-dark(#fff, #14161a); --side: light-dark(#f7f8fa, #191c21); --ink: light-dark(#1c2128, #dfe3e8);
  --quiet: light-dark(#667080, #929ba8); --line: light-dark(#e3e6eb, #2b3038); --accent: light-dark(#3d5afe, #8c9eff);
  --get: light-dark(#1769aa, #6cb8f5); --post: light-dark(#1b7a43, #63c98c); --put: light-dark(#96610a, #e2b05a);
  --patch: light-dark(#6f42a8, #bb97ec); --delete: light-dark(#b3303a, #f0868e);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code, .path { font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.25rem 1rem; background: var(--side); border-right: 1px solid var(--line); }
nav input { width: 100%; padding: .45rem .7rem; margin-bottom: .8rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 8px; }
nav a { display: block; padding: .14rem .5rem; border-radius: 6px; color: inherit; }
nav a:hover { background: var(--line); text-decoration: none; }
nav a.last { margin-top: .6rem; padding-top: .6rem; border-top: 1px solid var(--line); border-radius: 0; }
main { padding: 2rem 2.5rem 6rem; max-width: 66rem; }
h1 { margin: 0 0 .6rem; font-size: 1.7rem; letter-spacing: -.015em; }
h2 { margin: 2.6rem 0 .7rem; font-size: 1.2rem; }
h4 { margin: 1.3rem 0 .35rem; font-size: .78rem; letter-spacing: .05em; text-transform: uppercase; color: var(--quiet); }
p { margin: .5rem 0; }
.quiet { color: var(--quiet); }
.card { border: 1px solid var(--line); border-radius: 9px; margin: .45rem 0; }
.card > summary { display: flex; gap: .8rem; align-items: baseline; padding: .5rem .85rem; cursor: pointer; list-style: none; }
.card > summary::-webkit-details-marker { display: none; }
.card > summary:hover { background: var(--side); border-radius: 9px; }
.card[open] > summary { border-bottom: 1px solid var(--line); }
.card > div { padding: .6rem 1rem 1.1rem; }
.method { flex: 0 0 3.9rem; font: 700 .74rem/1.5 ui-monospace, monospace; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .patch { color: var(--patch); } .delete { color: var(--delete); }
.path { overflow-wrap: anywhere; } .path i { color: var(--quiet); font-style: normal; }
.summary { font-size: .93em; margin-left: auto; text-align: right; color: var(--quiet); }
.fields { display: grid; grid-template-columns: minmax(9rem, max-content) minmax(0, 1fr); margin: .3rem 0; }
.fields > * { padding: .26rem 0; border-top: 1px solid var(--line); }
.fields > :nth-child(-n+2) { border-top: 0; }
.fields > :nth-child(odd) { padding-right: 1.4rem; }
.type { color: var(--quiet); font-family: ui-monospace, monospace; font-size: .84em; overflow-wrap: anywhere; }
.inner { padding: .1rem 0 .1rem .9rem; border-left: 2px solid var(--line); margin: .2rem 0; }
.note { color: var(--quiet); font: .9rem/1.5 system-ui, sans-serif; }
.type + .note, .shape > summary .note { margin-left: .7em; }
.shape > summary { font: .84em/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; cursor: pointer; color: var(--accent); width: max-content; max-width: 100%; }
.choice { margin: .35rem 0; }
.answer { margin: .3rem 0; }
.answer > summary { cursor: pointer; }
.answer > div { padding: .2rem 0 .4rem 1.1rem; }
.status { display: inline-block; min-width: 2.6em; font-weight: 650; }
[hidden] { display: none !important; }
@media (max-width: 48rem) {
  body { display: block; } main { padding: 1.2rem 1rem 4rem; } .summary { display: none; }
  nav { position: static; height: auto; max-height: 14rem; border: 0; border-bottom: 1px solid var(--line); }
  .fields { display: block; } .fields > :nth-child(even) { border: 0; padding-top: 0; }
}
`;
