export const base = `@layer base {
  html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
  body {
    background: var(--paper); color: var(--ink); font-family: var(--text); line-height: 1.5;
    font-size: 1.0625rem; overflow-wrap: break-word; min-block-size: 100vh;
  }
  h1, h2, h3 { font-family: var(--headline); line-height: 1.2; font-weight: 600; text-wrap: balance }
  h1 { font-size: var(--step-4) }
  h2 { font-size: var(--step-2) }
  h3 { font-size: var(--step-1) }
  a { color: var(--brand-text); text-underline-offset: .15em }
  a:hover { text-decoration-thickness: .125em }
  :focus-visible { outline: .1875rem solid var(--brand-text); outline-offset: .125rem }
  small, .small { font-size: var(--step-down) }
  .soft { color: var(--ink-soft) }
  .figures, td.number, th.number { font-variant-numeric: tabular-nums; text-align: end }
  .unseen {
    position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }
  .skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -6rem }
  .skip:focus { inset-block-start: .5rem; background: var(--surface); padding: .5rem 1rem; z-index: 9 }
}`
