/** A tax number as tax offices write it, and the country whose form it has. */
export type TaxNumber = Readonly<{ country: string; number: string }>

/**
 * Reads a number by its form alone; nobody outside is asked whether it exists. Spaces, points and
 * dashes are dropped. It begins with its country, `ATU12345678`; null when that country writes its
 * numbers otherwise. Of a country whose form we do not know, 4 to 20 letters and digits pass.
 */
export function taxNumberOf(text: string): TaxNumber | null {
  const number = text.toUpperCase().replaceAll(/[\s./-]/g, '')
  const [, prefix = '', rest = ''] = /^(CHE|[A-Z]{2})([0-9A-Z+*]+)$/.exec(number) ?? []
  const country = countries[prefix] ?? prefix
  const form = forms[prefix] ?? (isCountry(country) ? unknownForm : null)
  return form?.test(rest) ? { country, number } : null
}

const unknownForm = /^(?=.*\d)[0-9A-Z]{4,20}$/
/** Prefixes that are no codes of a country themselves. */
const countries: Readonly<Record<string, string>> = { EL: 'GR', XI: 'GB', CHE: 'CH' }

/** After the prefix: the EU’s forms (Commission’s VIES), and those of our other readers’ countries. */
const forms: Readonly<Record<string, RegExp>> = {
  ...{ AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/ },
  ...{ DE: /^\d{9}$/, DK: /^\d{8}$/, EE: /^\d{9}$/, EL: /^\d{9}$/, ES: /^[0-9A-Z]\d{7}[0-9A-Z]$/ },
  ...{ FI: /^\d{8}$/, FR: /^[0-9A-HJ-NP-Z]{2}\d{9}$/, HR: /^\d{11}$/, HU: /^\d{8}$/ },
  ...{ IE: /^\d[0-9A-Z+*]\d{5}[A-W][A-I]?$/, IT: /^\d{11}$/, LT: /^(\d{9}|\d{12})$/ },
  ...{ LU: /^\d{8}$/, LV: /^\d{11}$/, MT: /^\d{8}$/, NL: /^\d{9}B\d{2}$/, PL: /^\d{10}$/ },
  ...{ PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{10}01$/, SI: /^\d{8}$/, SK: /^\d{10}$/ },
  ...{ XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/, GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/ },
  ...{ CHE: /^\d{9}(MWST|TVA|IVA)?$/, NO: /^\d{9}(MVA)?$/, UA: /^(\d{8}|\d{10}|\d{12})$/ },
  GR: /^$/, // written with EL
}

/** Whether Unicode knows a country by this code. */
function isCountry(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' && names.of(code) !== undefined
}
