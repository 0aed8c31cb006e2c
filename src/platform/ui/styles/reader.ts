/** What only reader pages wear; it stands in the `pages` layer. */
export const reader = `@layer pages {
  .reader { font-size: 1.0625rem }
  .masthead, .reader > main, .site { max-inline-size: var(--column); margin-inline: auto;
    padding-inline: 1rem }
  .masthead { padding-block: 1.25rem .75rem; border-block-end: 1px solid var(--line);
    font-family: var(--headline); font-weight: 700; font-size: var(--step-1) }
  .masthead a { color: inherit; text-decoration: none }
  .reader > main { padding-block: 1.75rem 3rem }
  .site { padding-block: 1rem 2rem; border-block-start: 1px solid var(--line);
    color: var(--ink-soft); font-size: var(--step-down) }
}`
