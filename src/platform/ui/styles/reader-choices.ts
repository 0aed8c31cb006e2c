/** As many presets as one currency may have over all rhythms. */
const most = 12
const rhythms = ['once', 'monthly', 'yearly']

/**
 * The support form without scripts: what is shown follows what is chosen. Browsers without `:has`
 * show every preset and the words that held when the page was served.
 */
export const choices = `@layer pages {
  @supports selector(:has(a)) {
    .give .preset, .give .says, .give .other-amount { display: none }
    ${shownWith(rhythms.map((r) => [`#frequency-${r}:checked`, `.for-${r}`]))} { display: flex }
    .give .preset:has(:checked) { display: flex }
    .give:has(#amount-other:checked) .other-amount { display: block }
    ${shownWith([...rhythms.map((r) => [`#frequency-${r}:checked`, `.says-${r}`] as const), ...amounts()])} {
      display: inline
    }
  }
}`

type Shown = readonly [chosen: string, shown: string]

function shownWith(pairs: readonly (readonly string[])[]): string {
  return pairs.map(([chosen, shown]) => `.give:has(${chosen}) ${shown}`).join(',\n')
}

/** `says-chosen` whatever is ticked, `says-plain` and `says-covered` by the card fee's box. */
function amounts(): Shown[] {
  const numbers = Array.from({ length: most }, (_, index) => index + 1)
  return [
    ['#amount-other:checked', '.says-other'],
    ...numbers.flatMap((n): Shown[] => [
      [`#amount-${n}:checked`, `.says-chosen-${n}`],
      [`#amount-${n}:checked):has(#cover_fees:not(:checked)`, `.says-plain-${n}`],
      [`#amount-${n}:checked):has(#cover_fees:checked`, `.says-covered-${n}`],
    ]),
  ]
}
