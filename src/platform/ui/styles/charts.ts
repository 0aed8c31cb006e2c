/** What pictures of figures wear; it stands in the `pages` layer, after the desk's. */
export const charts = `@layer pages {
  figcaption { font-weight: 600; padding-block-end: .5rem }
  .chart svg { inline-size: 100%; block-size: auto; font-size: 12px }
  .chart .narrow { display: none }
  .chart text { fill: var(--ink); font-family: var(--text); font-variant-numeric: tabular-nums }
  .chart .tick { stroke: var(--line) } .chart .zero { stroke: var(--line-strong) }
  .tone-0 { --tone: var(--data-readers) } .tone-1 { --tone: var(--data-1) }
  .tone-2 { --tone: var(--data-2) } .tone-3 { --tone: var(--data-3) } .tone-4 { --tone: var(--data-4) }
  .tone-8 { --tone: color-mix(in srgb, var(--data-readers) 72%, var(--paper)) }
  .tone-9 { --tone: color-mix(in srgb, var(--data-readers) 50%, var(--paper)) }
  .tone-5 { --tone: var(--data-5) } .tone-6 { --tone: var(--data-6) } .tone-7 { --tone: var(--data-7) }
  .chart rect[class] { fill: var(--tone); stroke: var(--paper); stroke-width: .75 }
  .chart .balance { --tone: var(--data-readers) } .chart .up { --tone: var(--data-2) }
  .chart .down { --tone: var(--data-3) }
  .chart .lead { fill: none; stroke: var(--tone); stroke-width: 2.5 }
  .line { fill: none; stroke: var(--tone); stroke-width: 2.5; stroke-linejoin: round }
  .line.foreseen { stroke-dasharray: 5 4 }
  .end { fill: var(--tone) }
  .chart path.share { fill: none; stroke: var(--data-readers); stroke-width: 2.5 }
  .chart circle.share { fill: var(--data-readers); stroke: var(--data-readers); stroke-width: 2 }
  .chart circle.estimated { fill: var(--paper) }
  .chart .hatch { stroke: var(--line-strong); stroke-width: 1.5 }
  .chart .bound { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 5 3 }
  .sparkline { inline-size: 10rem; block-size: 2.5rem; display: block }

  .heat td { background: color-mix(in srgb, var(--data-readers) var(--heat, 0%), var(--paper)) }
  .heat td.number { padding-inline: .35rem }
${heats()}
  .calendars { display: grid; gap: 1.25rem 1.5rem;
    grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)) }
  .calendar { inline-size: 100%; table-layout: fixed; font-size: .75rem }
  .calendar caption { text-align: start; font-weight: 600; padding-block-end: .25rem }
  .calendar th { color: var(--ink-soft); font-weight: 400; text-align: start; padding: .1rem .2rem }
  .calendar td { block-size: 2.6rem; padding: .1rem .2rem; vertical-align: top; border: 1px solid var(--line);
    font-variant-numeric: tabular-nums; line-height: 1.25 }
  .calendar td:empty { border-color: transparent }
  .calendar a { display: block; white-space: nowrap; min-block-size: 1.5rem }
  .calendar .free { background: color-mix(in srgb, var(--line) 40%, transparent) }
  .calendar .good { background: var(--good-wash) } .calendar .warn { background: var(--warn-wash) }
  .calendar .danger { background: var(--danger-wash); box-shadow: inset 0 0 0 2px var(--danger) }

  @media screen and (max-width: 40rem) {
    .chart .wide { display: none } .chart .narrow { display: block }
  }
}
@layer print {
  @media print {
    .chart rect[class], .heat td, .calendar td {
      print-color-adjust: exact; -webkit-print-color-adjust: exact }
  }
}`

/** Half of the tone at most: the figure in the cell stays readable on it, by day and by night. */
function heats(): string {
  const levels = Array.from({ length: 11 }, (_, level) => level)
  return levels.map((level) => `  .heat-${level} { --heat: ${level * 5}% }`).join('\n')
}
