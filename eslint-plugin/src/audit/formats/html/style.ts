/** The page's style sheet. Colours of states are told apart by lightness too, and never stand without their name. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d0d7de; --panel: #f6f8fa; --link: #0550ae; --marked: #ffebe9;
  --silent: #b42318; --partly: #e8890c; --accepted: #8250df; --unknown: #6e7781;
  --instrumented: #1a7f37; --rethrown: #54aeff; --probe: #b6bec8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9da7b3; --line: #30363d; --panel: #161b22; --link: #79c0ff; --marked: #49191c;
    --silent: #ff7b72; --partly: #f0b429; --accepted: #d2a8ff; --unknown: #8b949e;
    --instrumented: #3fb950; --rethrown: #388bfd; --probe: #484f58;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
footer { padding-bottom: 2rem; color: var(--quiet); font-size: .875rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; display: inline; overflow-wrap: anywhere; }
h4 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
code { background: var(--panel); border-radius: 4px; padding: .1em .3em; }
.skip { position: absolute; left: -100vw; background: var(--page); padding: .5rem; }
.skip:focus { left: .5rem; top: .5rem; }
.verdict { font-size: 1.1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody th { font-weight: normal; white-space: nowrap; }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px; margin-right: .5rem; border: 1px solid var(--line); }
.bar { display: flex; height: .9rem; min-width: 8rem; gap: 1px; border-radius: 4px; overflow: hidden; background: var(--panel); }
.bar span { min-width: 3px; }
.bar.large { height: 1.4rem; margin: .5rem 0 1rem; }
.counts { color: var(--quiet); font-size: .875rem; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .75rem 0; }
summary { cursor: pointer; padding: .6rem .9rem; background: var(--panel); border-radius: 8px; }
article, .inside { padding: .9rem; border-top: 1px solid var(--line); }
.silent { background: var(--silent); } .partly { background: var(--partly); } .accepted { background: var(--accepted); }
.unknown { background: var(--unknown); } .instrumented { background: var(--instrumented); }
.rethrown { background: var(--rethrown); } .probe { background: var(--probe); }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .5rem 0; margin: .6rem 0 0; overflow-x: auto; line-height: 1.45; }
pre .row { display: block; padding: 0 .75rem; width: max-content; min-width: 100%; }
pre .row.marked { background: var(--marked); font-weight: 600; }
pre .gutter { color: var(--quiet); user-select: none; }
@media print { details { break-inside: avoid; } }
`;
