/** The one stylesheet of the sandbox's pages. Violet, so that nobody takes them for the app's. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #fff; --sheet: #f6f5fa; --ink: #1c1a27; --quiet: #5b576b; --line: #8d889e;
  --accent: #5a3fc0; --accent-ink: #fff; --warn: #a3230f; --banner: #ffe9a8; --banner-ink: #3d2c00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16141f; --sheet: #211e2d; --ink: #f0eef7; --quiet: #b6b1c6; --line: #79748c;
    --accent: #b7a4ff; --accent-ink: #1a1330; --warn: #ff9d8a; --banner: #4a3a08; --banner-ink: #ffeeb8;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
.banner { background: var(--banner); color: var(--banner-ink); margin: 0; padding: .5rem 1rem; text-align: center; font-weight: 600 }
main { margin-inline: auto; padding: 1.25rem 1rem 4rem; max-width: 34rem }
main.wide { max-width: 72rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .75rem 0 }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
a { color: var(--accent) }
.price { font-size: clamp(1.5rem, 7vw, 2.25rem); font-weight: 600; margin: .25rem 0; font-variant-numeric: tabular-nums }
.quiet { color: var(--quiet) }
label, legend { display: block; font-weight: 600; margin: 1rem 0 .25rem }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; padding: 0 1rem .75rem }
details form > button { margin-top: 1rem }
th .quiet { font-weight: 400 }
.choice { font-weight: 400; margin: 0; padding: .5rem 0; min-height: 2.75rem }
input:not([type=checkbox], [type=radio]), select {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--ground); border: 1px solid var(--line); border-radius: .4rem;
}
input[aria-invalid=true] { border: 2px solid var(--warn) }
.wrong { display: block; color: var(--warn); margin: .25rem 0 0 }
p.news { border: 2px solid var(--accent); border-radius: .4rem; padding: .25rem 1rem; margin: 1rem 0 }
.tick { display: grid; grid-template-columns: auto 1fr; gap: .1rem .6rem; align-items: center; min-height: 2.75rem; margin: .75rem 0 0 }
.tick label { margin: 0; font-weight: 400 }
.tick .wrong { grid-column: 2 }
input[type=checkbox] { width: 1.25rem; height: 1.25rem; accent-color: var(--accent) }
.summary { border: 2px solid var(--warn); border-radius: .4rem; padding: .25rem 1rem; margin: 1rem 0 }
button {
  min-height: 2.75rem; padding: .5rem 1.1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--accent-ink); background: var(--accent); border: 1px solid var(--accent); border-radius: .4rem;
}
button.plain { color: var(--accent); background: transparent }
.whole { width: 100%; margin-top: 1.5rem }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
details { margin-top: 1.25rem }
summary { cursor: pointer; line-height: 1.75rem }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
.row label { margin-top: 0 }
.row > * { flex: 0 1 auto }
.cards { margin-top: 1.25rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem }
.card { background: var(--sheet); border-radius: .6rem; padding: .25rem 1rem 1rem }
.card h2 { margin-top: .75rem }
.scroll { overflow-x: auto; margin-top: 1rem }
.scroll th, .scroll td { white-space: nowrap }
.scroll caption { position: sticky; left: 0 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: start; color: var(--quiet); padding-bottom: .25rem }
th, td { text-align: start; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--sheet); vertical-align: top }
td.number, th.number { text-align: end }
code, pre { font: .875rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere }
pre { background: var(--sheet); border-radius: .4rem; padding: 1rem; white-space: pre-wrap }
.act { margin: 0 }
.act > button { margin-top: 1rem }
.row > .act > button { margin-top: 0 }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 0 1.25rem }
.hint { margin: .25rem 0 0; font-size: .875rem }
details.card { margin-top: .75rem; padding: .75rem 1rem }
details.card[open] { padding-bottom: 1rem }
section.card { margin-top: 1.25rem }
.cards section.card { margin-top: 0 }
progress { width: 100%; height: 1rem; accent-color: var(--accent) }
ul.plain { list-style: none; padding: 0 }
ul.columns { columns: 15rem; padding: 0; list-style: none }
ul.columns a { display: inline-block; padding: .4rem 0 }
nav[aria-label=Console] { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: center; justify-content: space-between }
nav form, nav form div { display: flex; gap: .5rem; align-items: center; margin: .5rem 0 }
nav form label { margin: 0; white-space: nowrap }
ul.plain li { align-items: center; margin: .5rem 0 }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 }
dd { margin: 0 }
@media print { .banner, form, section:has(form) { display: none } }
`
