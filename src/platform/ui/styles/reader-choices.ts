/** As many presets as one currency may have over all rhythms (members/offers/faults.ts). */
const most = 12
const rhythms = ['once', 'monthly', 'yearly']

/** Nothing is typed where the placeholder is seen. */
const noExtra = ':has(#extra:placeholder-shown)'
const withExtra = ':has(#extra:not(:placeholder-shown))'
const covered = ':has(#cover_fees:checked)'
const other = ':has(#amount-other:checked)'

/**
 * The support form without scripts: what is shown follows what is chosen. Browsers without `:has`
 * show every preset and the words that held when the page was served.
 */
export const choices = `@layer pages {
  @supports selector(:has(a)) {
    .give .preset, .give .says, .give .other-amount { display: none }
    ${shownWith(rhythms.map((r) => [chosenRhythm(r), `.for-${r}`]))} { display: flex }
    .give .preset:has(:checked) { display: flex }
    .give:has(#amount-other:checked) .other-amount { display: block }
    ${shownWith([...rhythms.map((r) => [chosenRhythm(r), `.says-${r}`] as const), ...amounts(), ...typed()])} {
      display: inline
    }
    ${shownWith(levels())} { display: block }
  }
}`

type Shown = readonly [chosen: string, shown: string]

function shownWith(pairs: readonly Shown[]): string {
  return pairs.map(([chosen, shown]) => `.give${chosen} ${shown}`).join(',\n')
}

function chosenRhythm(rhythm: string): string {
  return has(`#frequency-${rhythm}:checked`)
}

function numbers(): number[] {
  return Array.from({ length: most }, (_, index) => index + 1)
}

/** `says-chosen` and `says-covered` name exact sums, which a typed extra would make untrue. */
function amounts(): Shown[] {
  return numbers().flatMap((n): Shown[] => {
    const chosen = has(`#amount-${n}:checked`)
    return [
      [chosen + noExtra, `.says-chosen-${n}`],
      [`${chosen}:has(#cover_fees:not(:checked))`, `.says-plain-${n}`],
      [chosen + withExtra, `.says-plain-${n}`],
      [chosen + covered + noExtra, `.says-covered-${n}`],
    ]
  })
}

/** What is typed is told by its word. */
function typed(): Shown[] {
  return [
    [other, '.says-other'],
    [other, '.says-unsure'],
    [withExtra, '.says-unsure'],
    [withExtra, '.says-extra'],
    [covered + other, '.says-fee'],
    [covered + withExtra, '.says-fee'],
  ]
}

/** Which level is reached, by rhythm and amount together. */
function levels(): Shown[] {
  return ['monthly', 'yearly'].flatMap((rhythm): Shown[] =>
    [...numbers(), 'other'].map((n) => [
      chosenRhythm(rhythm) + has(`#amount-${n}:checked`),
      `.says-${rhythm}-${n}`,
    ]),
  )
}

function has(selector: string): string {
  return `:has(${selector})`
}
