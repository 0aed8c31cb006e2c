/**
 * What a member does with a membership. A reason's alternative shows with the reason; a browser without
 * `:has` shows all of them.
 */
export const acts = `@layer pages {
  a.button.wide { display: inline-flex }
  .acts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem }
  .acts a { display: inline-flex; align-items: center; min-block-size: 2.75rem }
  .act .lines { padding-inline-start: 1.25rem }
  .act .tiles.rows { grid-template-columns: 1fr; margin-block-end: .75rem }
  .act .tiles.rows .tile { justify-content: start; padding-inline: .75rem }
  .act .tiles + .field { margin-block-start: .75rem }
  .act .holding { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: var(--radius);
    background: var(--surface) }
  .act .holding .each { font-family: var(--headline); font-size: var(--step-1) }
  .reasons legend { margin-block-end: .35rem }
  .reasons label { display: flex; gap: .6rem; align-items: center; min-block-size: 2.75rem; font-weight: 400 }
  .reasons .alternative { margin-inline-start: 1.85rem; padding: .5rem .75rem;
    background: var(--brand-wash); border-radius: var(--radius) }
  @supports selector(:has(a)) {
    .reasons .alternative { display: none }
    .reasons .reason:has(:checked) .alternative { display: block }
  }
}`
