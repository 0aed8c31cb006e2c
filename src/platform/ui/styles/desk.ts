/** What only the desk wears; it stands in the `pages` layer. */
export const desk = `@layer pages {
  .desk { font-size: .9375rem }
}`
