/**
 * Fields as URLSearchParams writes them, those without a value left out. A report by campaign names
 * thousands of addresses, and an object for each of them took longer than its sums. Names are our own
 * and plain.
 */
export function searchText(
  fields: Readonly<Record<string, string | true | null | undefined>>,
): string {
  let text = ''
  for (const name in fields) {
    const value = fields[name]
    if (value === undefined || value === null) continue
    text += `${text === '' ? '' : '&'}${name}=${value === true ? 'true' : encoded(value)}`
  }
  return text
}

const plain = /^[A-Za-z0-9*._-]*$/

function encoded(value: string): string {
  return plain.test(value) ? value : String(new URLSearchParams([['', value]])).slice(1)
}
