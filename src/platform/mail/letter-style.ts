/**
 * The look of a mail, in its head: what a mail program leaves out costs beauty and no word. Colours are
 * those of the readers' pages (`ui/styles`), written out, as few programs know custom properties.
 */
export const letterStyle = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 1.5rem 1rem; background: #fbfaf7; color: #1b1d1f;
  font: 1.0625rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
.letter { max-width: 34rem; margin: 0 auto; padding: 1.75rem; background: #fff; border-radius: 0.5rem; }
.house { margin: 0 0 1.25rem; font: 700 1rem/1.3 'Iowan Old Style', Palatino, Georgia, serif; color: #0b5d56; }
h1 { margin: 0 0 1rem; font: 700 1.5rem/1.25 'Iowan Old Style', Palatino, Georgia, serif; }
p { margin: 0 0 1rem; }
a { color: #0b5d56; }
.action { display: inline-block; padding: 0.75rem 1.25rem; border-radius: 0.375rem; background: #0b5d56;
  color: #fff; font-weight: 600; text-decoration: none; }
.code { font: 600 1.75rem/1.2 ui-monospace, monospace; letter-spacing: 0.08em; }
table { margin: 0 0 1.25rem; border-collapse: collapse; width: 100%; }
th, td { padding: 0.5rem 0; border-block-end: 1px solid #d9d6cf; text-align: start; vertical-align: top; }
th { padding-inline-end: 1rem; font-weight: 400; color: #55595e; }
td { text-align: end; font-variant-numeric: tabular-nums; }
.foot { margin-block-start: 1.5rem; padding-block-start: 1rem; border-block-start: 1px solid #d9d6cf;
  font-size: 0.875rem; color: #55595e; }
.foot p { margin: 0 0 0.5rem; }
@media (prefers-color-scheme: dark) {
  body { background: #16181a; color: #eceae5; }
  .letter { background: #1f2224; }
  .house, a { color: #5cc3b4; }
  .action { background: #5cc3b4; color: #06211e; }
  th, .foot { color: #b0aea8; }
  th, td, .foot { border-color: #3a3e41; }
}
@media (max-width: 30rem) { body { padding: 0; } .letter { border-radius: 0; padding: 1.25rem; } }
`
