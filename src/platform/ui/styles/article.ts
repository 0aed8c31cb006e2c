/** The demonstration article: it stands in the `pages` layer of the readers' sheet. */
export const article = `@layer pages {
  header.nameplate { text-align: center; font-family: var(--headline); font-weight: 700;
    font-size: var(--step-3); padding-block: 1.25rem; border-block-end: 3px double var(--ink) }
  header.nameplate a { color: inherit; text-decoration: none }
  .reader > .article { max-inline-size: 46rem; padding-block: 2.5rem 4rem }
  .article h1 { font-size: clamp(2rem, 1.3rem + 3.4vw, 3.25rem); line-height: 1.08;
    letter-spacing: -.01em; margin-block: .35rem 1rem }
  .kicker { color: var(--brand-text); font-weight: 700; letter-spacing: .04em }
  .standfirst { font-family: var(--headline); font-size: 1.3rem; line-height: 1.45;
    color: var(--ink-soft) }
  .byline { margin-block: 1.25rem 1.75rem; font-size: .9375rem; color: var(--ink-soft) }
  .byline b { color: var(--ink) }
  .picture svg { inline-size: 100%; border-radius: 2px }
  .picture figcaption { font-size: var(--step-down); color: var(--ink-soft); margin-block-start: .5rem }
  .story { max-inline-size: var(--column); margin: 2rem auto 0; font-family: var(--headline);
    font-size: 1.1875rem; line-height: 1.65 }
  .story p + p, .story blockquote + p { margin-block-start: 1.1em }
  .story > p:first-child::first-letter { float: inline-start; font-size: 3.6em; line-height: .82;
    padding-inline-end: .08em; padding-block-start: .06em; color: var(--brand-text) }
  .story blockquote { margin: 1.75rem 0; padding-inline-start: 1.25rem;
    border-inline-start: .25rem solid var(--brand); font-size: 1.4rem; line-height: 1.35 }
  .ask { max-inline-size: var(--column); margin: 3rem auto 0; padding: 1.5rem;
    background: var(--brand-wash); border-block-start: .25rem solid var(--brand) }
  .ask p { margin-block-start: .75rem }
  .ask .button.quiet { background: var(--surface) }
  support-banner:not(:defined) { display: block; padding: .75rem 1rem; text-align: center;
    background: var(--brand-wash) }
}`
