/** The reader's own pages: what they give as cards, lists of things to act on, receipts as papers. */
export const account = `@layer pages {
  .account > section { margin-block-start: 2.25rem; padding-block-start: 1.25rem;
    border-block-start: 1px solid var(--line) }
  .holding { padding: 1rem 1.25rem; background: var(--surface); border: 1px solid var(--line);
    border-radius: var(--radius) }
  .holding.failing { border-color: var(--danger) }
  .holding .each { font-family: var(--headline); font-size: var(--step-1); font-weight: 600 }
  .reader .danger:not(.button) { color: var(--danger) }
  .plain { list-style: none; padding: 0; display: grid; gap: .25rem }
  .plain li { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center;
    justify-content: space-between; min-block-size: 2.75rem }
  .given .note { display: block }
  #passkeys:has(> [data-passkey][hidden]):not(:has(li)) { display: none }
  .range { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
  p.range { align-items: baseline }
  .range a { padding: .6rem .25rem }
  .paper { padding: 1.5rem 1.25rem; background: var(--surface); border: 1px solid var(--line);
    border-radius: var(--radius) }
  .paper h1 { font-size: var(--step-2) }
  .terms { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .35rem 1rem }
  .terms dt { color: var(--ink-soft) }
  .terms dd { margin: 0; overflow-wrap: anywhere }
  @media (width < 22.5rem) {
    .paper { padding-inline: .75rem }
    .terms:not(.totals) { grid-template-columns: 1fr; row-gap: 0 }
    .terms:not(.totals) dd { margin-block-end: .5rem }
    .paper :is(th, td) { overflow-wrap: anywhere; padding-inline: 0 .4rem }
  }
  .totals dd { text-align: end; font-weight: 600; font-variant-numeric: tabular-nums }
  @media print { .screen-only { display: none } .paper { border: 0; padding: 0 } }
}`
