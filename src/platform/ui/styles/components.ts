export const components = `@layer components {
  .stack > * + * { margin-block-start: 1rem }
  .row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center }
  .button {
    display: inline-flex; justify-content: center; align-items: center; gap: .35em;
    min-block-size: 2.75rem; padding: .5rem 1.25rem; border-radius: var(--radius);
    border: 1px solid var(--brand); background: var(--brand); color: var(--brand-ink);
    font-weight: 600; text-decoration: none; cursor: pointer;
  }
  .button:hover { filter: brightness(1.08) }
  .button.quiet { background: transparent; color: var(--brand-text) }
  .button.danger { background: transparent; border-color: var(--danger); color: var(--danger) }
  .field { display: grid; gap: .25rem }
  .field label, .field legend { font-weight: 600 }
  .field .hint { color: var(--ink-soft); font-size: var(--step-down) }
  .field .error { color: var(--danger); font-weight: 600; font-size: var(--step-down) }
  .field input, .field select, .field textarea, .input {
    inline-size: 100%; min-block-size: 2.75rem; padding: .5rem .75rem; background: var(--surface);
    border: 1px solid var(--line-strong); border-radius: var(--radius);
  }
  .field [aria-invalid=true] { border: 2px solid var(--danger) }
  .field input[type=checkbox], .field input[type=radio] {
    inline-size: 1.25rem; min-block-size: 1.25rem; flex: none; accent-color: var(--brand);
  }
  progress { inline-size: 100%; block-size: .75rem; accent-color: var(--brand-text) }
  .notice {
    padding: .75rem 1rem; border-inline-start: .25rem solid var(--brand);
    background: var(--brand-wash); border-radius: 0 var(--radius) var(--radius) 0;
  }
  .notice.danger, .errors { border-color: var(--danger); background: var(--danger-wash) }
  .notice.good { border-color: var(--good); background: var(--good-wash) }
  .notice.warn { border-color: var(--warn); background: var(--warn-wash) }
  .errors { padding: .75rem 1rem; border: 2px solid var(--danger); border-radius: var(--radius) }
  .errors ul { padding-inline-start: 1.25rem; margin-block-start: .25rem }
  .errors a { color: var(--danger) }
  .scroll { overflow-x: auto }
  .data { inline-size: 100%; font-size: .9375rem }
  .data caption { text-align: start; font-weight: 600; padding-block-end: .5rem }
  .data caption > span { position: sticky; inset-inline-start: 0; display: inline-block;
    max-inline-size: calc(100vw - 2rem) }
  .data th, .data td {
    padding: .4rem .6rem; border-block-end: 1px solid var(--line); text-align: start;
    vertical-align: baseline;
  }
  .data thead th { color: var(--ink-soft); font-weight: 600; border-block-end-color: var(--line-strong) }
  .data .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
  .data tfoot th, .data tfoot td { font-weight: 700; border-block-end: 0 }
  details > summary { cursor: pointer; min-block-size: 2.75rem; display: flex; align-items: center;
    gap: .5rem; font-weight: 600 }
  details > summary::before { content: "+"; content: "+" / ""; color: var(--brand-text); font-weight: 700;
    inline-size: 1em; text-align: center }
  details[open] > summary::before { content: "\\2212"; content: "\\2212" / "" }
}`
