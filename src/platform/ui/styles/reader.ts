import { article } from './article.ts'
import { account } from './reader-account.ts'
import { acts } from './reader-acts.ts'
import { choices } from './reader-choices.ts'

/** What only reader pages wear; it stands in the `pages` layer. */
export const reader = `@layer pages {
  .masthead, .reader > main, .site { max-inline-size: calc(var(--column) + 2rem);
    margin-inline: auto; padding-inline: 1rem }
  .masthead { padding-block: 1.25rem .75rem; font-family: var(--headline); font-weight: 700;
    font-size: var(--step-1) }
  .masthead::after { content: ""; display: block; block-size: 3px; margin-block-start: .75rem;
    border-block: 1px solid var(--ink) }
  .masthead a { color: inherit; text-decoration: none }
  .reader > main { padding-block: 1.25rem 3rem }
  .site { padding-block: 1rem 2rem; color: var(--ink-soft); font-size: var(--step-down) }
  .site p { border-block-start: 1px solid var(--line); padding-block-start: 1rem }
  .reader .data :is(th, td) { padding-inline: .35rem }
  .reader .data :is(th, td):first-child { padding-inline-start: 0 }
  .reader .data :is(th, td):last-child { padding-inline-end: 0 }
  .languages { display: flex; flex-wrap: wrap; gap: 0 .25rem; margin-block-end: .5rem }
  .languages a { padding: .6rem .5rem; min-inline-size: 2.75rem }
  .languages a:first-child { margin-inline-start: -.5rem }
  .languages a[aria-current] { font-weight: 700; color: var(--ink); text-decoration: none }
  .lead { font-family: var(--headline); font-size: 1.1875rem; line-height: 1.45 }

  .campaign { padding: 1rem 1.25rem; background: var(--brand-wash);
    border-inline-start: .25rem solid var(--brand) }
  .campaign > * + * { margin-block-start: .6rem }
  .campaign h2 { font-size: var(--step-1) }
  .ticker p { font-weight: 600; font-variant-numeric: tabular-nums }
  .newsletter { padding: 1rem 1.25rem; background: var(--surface); border: 1px solid var(--line);
    border-radius: var(--radius) }
  .article .newsletter { margin-block-start: 1.5rem }
  .row .link { min-block-size: 2.75rem }
  .newsletter > * + * { margin-block-start: .6rem }
  .newsletter h2 { font-size: var(--step-1) }
  .sign-up { display: grid; gap: .6rem; grid-template-columns: minmax(0, 1fr) auto; align-items: end }
  .sign-up p { grid-column: 1 / -1; margin: 0 }
  @media (width < 26rem) { .sign-up { grid-template-columns: minmax(0, 1fr) } }

  .give { margin-block-start: 1.75rem }
  .give > * + * { margin-block-start: 1.5rem }
  .give legend { margin-block-end: .35rem }
  .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr)); gap: .5rem }
  #frequency .tiles { display: flex; flex-wrap: wrap }
  #frequency .tile { flex: 1 0 auto }
  .tile { display: flex; align-items: center; justify-content: center; gap: .4rem;
    min-block-size: 3.25rem; padding: .25rem .5rem; background: var(--surface); cursor: pointer;
    border: 1px solid var(--line-strong); border-radius: var(--radius);
    font-variant-numeric: tabular-nums }
  .field .tile input { inline-size: 1.125rem; block-size: 1.125rem; min-block-size: 0; margin: 0;
    flex: none; cursor: pointer; accent-color: var(--brand-text) }
  @media (width < 26rem) { .tile { padding-inline: .25rem; gap: .3rem; font-size: .9375rem } }
  .tile:hover { border-color: var(--brand-text) }
  .tile:has(:checked) { background: var(--brand-wash); color: var(--brand-text);
    border-color: var(--brand-text); box-shadow: inset 0 0 0 1px var(--brand-text) }
  .tile:has(:focus-visible) { outline: .1875rem solid var(--brand-text); outline-offset: .125rem }
  .tile input:focus-visible { outline: 0 }
  .other-amount { margin-block-start: .5rem }
  .choice { display: grid; grid-template-columns: auto 1fr; gap: .25rem .6rem }
  .choice p { grid-column: 2 }
  .choice input { inline-size: 1.35rem; block-size: 1.35rem; margin: .1rem 0 0;
    accent-color: var(--brand) }
  .field label.choice { font-weight: 400; min-block-size: 2.25rem; align-items: center; cursor: pointer;
    grid-template-columns: auto auto 1fr; justify-content: start }
  .level:not(:has(.says)) { display: none }
  .dedication { display: grid; gap: .75rem; grid-template-columns: minmax(8rem, 1fr) minmax(0, 2fr);
    align-items: end }
  .extras { border-block: 1px solid var(--line); padding-block: .25rem }
  .give > .extras + .extras { margin-block-start: -1px; border-block-start: 0 }
  .extras > div { padding-block: .5rem 1rem }
  .button.wide { display: block; inline-size: 100%; min-block-size: 3.25rem; font-size: 1.125rem }
  .give > .look { display: block; margin: .5rem auto 0; min-block-size: 2.75rem }
  .link { background: none; border: 0; padding: 0 .5rem; color: var(--brand-text);
    text-decoration: underline; cursor: pointer }
  .link:disabled, .button:disabled { opacity: .55; cursor: default }
  .currencies { display: flex; flex-wrap: wrap; gap: .1rem .25rem; align-items: center;
    font-size: .9375rem; color: var(--ink-soft) }
  .currencies a { padding: .35rem .45rem; min-inline-size: 2.75rem; text-align: center }
  .currencies a[aria-current] { font-weight: 700; color: var(--ink); text-decoration: none }
  .share-bar svg { display: block; inline-size: 100%; block-size: 1.5rem; border-radius: var(--radius) }
  .share-bar figcaption { margin-block-start: .35rem }
  .share-bar .readers { fill: var(--data-readers) }
  .share-bar .others { fill: var(--data-7) }
  .facts { display: grid; grid-template-columns: 1fr; gap: .1rem; border-block: 1px solid var(--line);
    padding-block: 1rem }
  .facts dt { color: var(--ink-soft) }
  .facts dd { margin: 0 0 .75rem; font-family: var(--headline); font-size: var(--step-1) }
  .facts dd:last-child { margin-block-end: 0 }
  .facts .note { display: block; font-family: var(--text) }
  .answers { list-style: none; padding: 0; display: grid; gap: .6rem; margin-block-start: 1.5rem }
  .answers li { padding-inline-start: 1.5rem; position: relative }
  .answers li::before { content: "\\2713"; content: "\\2713" / ""; position: absolute; inset-inline-start: 0;
    color: var(--brand-text); font-weight: 700 }
}
${choices}
${account}
${article}
${acts}`
