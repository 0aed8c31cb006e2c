/** What only the desk wears; it stands in the `pages` layer. */
export const desk = `@layer pages {
  .desk { font-size: .9375rem; display: grid; grid-template-columns: 13rem minmax(0, 1fr) }
  .desk > main { padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; max-inline-size: 68rem;
    border-inline-start: 1px solid var(--line) }
  .desk > main > * + * { margin-block-start: 1.5rem }
  .desk h1 { font-size: var(--step-3); max-inline-size: 40rem }
  .desk h2 { font-size: var(--step-1) }
  .desk .button, .desk .field input, .desk .field select, .desk .field textarea {
    min-block-size: 2.25rem; padding-block: .3rem }
  .desk > .top { display: none; justify-content: space-between; align-items: center;
    padding: .5rem 1rem; border-block-end: 1px solid var(--line) }
  .house { font-family: var(--headline); font-weight: 700; font-size: var(--step-1) }
  .rail { display: flex; flex-direction: column; gap: 1.25rem; margin: 0; inline-size: auto; color: inherit; background: none;
    border: 0; padding: 1.5rem 1rem;
    position: sticky; inset: 0 auto auto; block-size: 100vh; overflow-y: auto }
  .rail .groups { display: grid; gap: .125rem }
  .rail h2 { font: 600 var(--step-down)/1.2 var(--text); color: var(--ink-soft);
    padding: .9rem .6rem .15rem }
  .rail ul { list-style: none; padding: 0; display: grid; gap: .0625rem }
  .rail a { display: block; padding: .3rem .6rem; border-radius: var(--radius); color: inherit;
    text-decoration: none }
  .rail a:hover { background: var(--brand-wash) }
  .rail a[aria-current] { background: var(--brand-wash); color: var(--brand-text); font-weight: 600;
    box-shadow: inset .1875rem 0 var(--brand) }
  .rail .who { margin-block-start: auto; color: var(--ink-soft); font-size: var(--step-down);
    display: grid; gap: .25rem; justify-items: start; overflow-wrap: anywhere }
  .desk legend { font-weight: 600; margin-block-end: .35rem }
  .link { background: none; border: 0; padding: 0; min-block-size: 1.5rem; color: var(--brand-text);
    text-decoration: underline; cursor: pointer }
  .whole-figure { white-space: nowrap }
  .unknown { color: var(--ink-soft) }
  .beside { display: block; color: var(--ink-soft); font-weight: 400; white-space: nowrap }
  .state { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; white-space: nowrap;
    border: 1px solid currentColor; font-size: var(--step-down) }
  .state + .state { margin-inline-start: .35rem }
  .state.good { color: var(--good) } .state.warn { color: var(--warn) }
  .state.danger { color: var(--danger) } .state.plain { color: var(--ink-soft) }
  .ranges { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem }
  .statement { columns: 21rem 3; column-gap: 2rem }
  .statement > * { break-inside: avoid; margin-block-end: 1.5rem }
  .obstacles { padding-inline-start: 1.1rem; display: grid; gap: .2rem }
  .obstacles:has(> li:only-child) { list-style: none; padding: 0 }
  .timeline { list-style: none; padding: 0; margin-block-start: .5rem }
  .timeline li { display: grid; grid-template-columns: 7rem minmax(0, 1fr); padding-block: .3rem;
    border-block-end: 1px solid var(--line) }
  .timeline time { color: var(--ink-soft) }
  .desk .data thead th { white-space: normal; vertical-align: bottom }
  .desk .data summary { min-block-size: 1.75rem; font-weight: 400; color: var(--brand-text) }
  .desk .data details { display: inline-block; margin-inline-start: .5rem; vertical-align: top }
  .desk .data th[scope=row] { white-space: nowrap }
  .desk pre { font-size: var(--step-down); overflow-x: auto; max-inline-size: 24rem; white-space: pre-wrap }
  .desk .data td code { overflow-wrap: anywhere }
  .id { display: inline-block; max-inline-size: 9.5rem; overflow: hidden; text-overflow: ellipsis;
    white-space: nowrap; vertical-align: bottom }
  .filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
  .filters .field { min-inline-size: 6.5rem }
  .filters .field:has(> #currency) { min-inline-size: 4.5rem; inline-size: 5.5rem }
  .filters .field.wide { flex: 1 1 16rem }
  .letter-frame { inline-size: 100%; block-size: 44rem; border: 1px solid var(--line); border-radius: var(--radius) }
  .letter-text { padding: 1rem; border: 1px solid var(--line); border-radius: var(--radius); white-space: pre-wrap;
    overflow-wrap: anywhere; font: inherit }
  .field.phrase { grid-column: 1 / -1; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr));
    gap: .5rem .75rem }
  .phrase > legend, .phrase > .hint { grid-column: 1 / -1 }
  .entry { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr));
    align-items: end }
  .entry .whole { grid-column: 1 / -1 }
  .choices { display: grid; gap: .25rem .75rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) }
  .check { display: flex; gap: .5rem; align-items: center; min-block-size: 2rem }
  .check input { inline-size: 1.125rem; block-size: 1.125rem; flex: none; accent-color: var(--brand) }
  .desk .stack > details { border-block-end: 1px solid var(--line) }
  .desk .stack > details + details { margin-block-start: 0 }
  .desk .stack > details[open] { padding-block-end: 1rem }
  .desk details > .entry + .stack { margin-block-start: 1rem }
  .cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)) }
  .card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
    padding: 1rem 1.25rem; display: grid; gap: .35rem; align-content: start }
  .card strong { font-size: var(--step-2); font-family: var(--headline); font-variant-numeric: tabular-nums }
  .desk section > h2 + * { margin-block-start: .5rem }
  .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.25rem }
  .facts dt { color: var(--ink-soft) }
  .stamp { display: none }
  .definition { color: var(--ink-soft); font-size: var(--step-down); border-block-start: 1px solid var(--line);
    padding-block-start: .75rem }
  .data td form { display: flex; gap: .5rem; align-items: center }
  .data tbody tr:hover { background: var(--brand-wash) }

  @media (max-width: 48rem) {
    .desk { display: block }
    .desk > .top { display: flex }
    .desk > main { border: 0 }
    .rail[popover]:not(:popover-open) { display: none }
    .rail { position: static; block-size: auto }
    .rail:popover-open { position: fixed; inset: 0; background: var(--paper); overflow-y: auto }
    .rail:popover-open a { padding-block: .6rem }
    .rail .house { display: none }
    .desk > main { padding-block-start: 1.25rem }
    .desk h1 { font-size: var(--step-2) }
    .facts { grid-template-columns: minmax(0, 1fr); gap: 0 } .facts dd { margin-block-end: .5rem }
  }
  @media screen and (max-width: 40rem) {
    .as-cards, .as-cards > :is(caption, tbody, tfoot) { display: block }
    .as-cards thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
      clip-path: inset(50%) }
    .as-cards tr { display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; padding-block: .6rem;
      border-block-end: 1px solid var(--line) }
    .as-cards :is(tbody, tfoot) :is(th, td) { display: flex; gap: .4rem; align-items: baseline; padding: 0;
      border: 0; text-align: start; white-space: normal; min-inline-size: 0; overflow-wrap: anywhere }
    .as-cards tr > th[scope=row] { flex: 1 0 100%; order: -2 }
    .as-cards tr:has(> .lead) > th { flex: 1 1 10rem }
    .as-cards tr > .lead { order: -1; min-inline-size: 45%; justify-content: end; font-weight: 700 }
    .as-cards td:empty, .as-cards .lead::before { display: none }
    .as-cards td:has(form) { flex: 1 0 100%; flex-wrap: wrap }
    .as-cards td details[open] { flex: 1 0 100%; margin: 0 }
    .as-cards td form { flex-wrap: wrap; overflow-wrap: break-word }
    .as-cards .id { max-inline-size: none; white-space: normal; overflow-wrap: anywhere }
    .as-cards td::before { content: attr(data-label); color: var(--ink-soft); flex: none }
  }
  /* More lies where the shadow is: no shadow without something to scroll to, nor at its end. */
  .scroll { animation: more linear both; animation-timeline: scroll(self inline);
    --shade: color-mix(in srgb, var(--ink) 30%, transparent) }
  @keyframes more {
    from { box-shadow: inset -1.25rem 0 1rem -1rem var(--shade) }
    10%, 90% { box-shadow: inset -1.25rem 0 1rem -1rem var(--shade), inset 1.25rem 0 1rem -1rem var(--shade) }
    to { box-shadow: inset 1.25rem 0 1rem -1rem var(--shade) }
  }
}
@layer print {
  @page { size: landscape; margin: 12mm }
  @media print {
    .desk .data { font-size: 8.5pt }
    .desk .data :is(th, td) { padding: .2rem .35rem; white-space: normal }
    .desk .data .number, .desk .data th[scope=row] { white-space: nowrap }
    .desk .data :is(small, .unknown, .beside, .state) { font-size: inherit }
    .id { display: inline; white-space: normal; overflow-wrap: anywhere }
    .desk .data td:has(.id) { inline-size: 7rem }
    .desk { display: block } .desk > main { padding: 0; border: 0; max-inline-size: none }
    .desk > .top { display: none }
    .stamp { display: block; font-size: .75rem; margin-block-start: .25rem }
    .desk form, .no-print { display: none }
    .scroll { overflow: visible }
  }
}`
