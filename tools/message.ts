import { IntlMessageFormat } from 'intl-messageformat'

type Message = ReturnType<IntlMessageFormat['getAst']>
type Part = Message[number]

/** The parser's numbers of its kinds; its enum belongs to a package that is not ours to import. */
const kinds = ['text', 'value', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag']

/** The values that a message takes, each with its kind and once: `amount value, count plural`. */
export function argumentsOf(text: string): string {
  const named = partsOf(messageOf(text)).flatMap((part) => {
    const kind = kinds[part.type] ?? ''
    return kind === 'text' || kind === 'pound' ? [] : [`${nameOf(part)} ${kind}`]
  })
  return [...new Set(named)].sort().join(', ') || 'none'
}

/** The plural forms that the language has and a message leaves out. */
export function lackingPlurals(text: string, tongue: string): string[] {
  const wanted = new Intl.PluralRules(tongue.split('-')[0]).resolvedOptions().pluralCategories
  return partsOf(messageOf(text)).flatMap((part) =>
    kinds[part.type] === 'plural' && 'options' in part
      ? wanted.filter((form) => !(form in part.options))
      : [],
  )
}

function messageOf(text: string): Message {
  return new IntlMessageFormat(text, 'en').getAst()
}

/** All parts, those inside of others too. */
function partsOf(message: Message): Part[] {
  return message.flatMap((part) => {
    if ('options' in part) {
      return [part, ...Object.values(part.options).flatMap(({ value }) => partsOf(value))]
    }
    return 'children' in part ? [part, ...partsOf(part.children)] : [part]
  })
}

function nameOf(part: Part): string {
  return 'value' in part ? String(part.value) : ''
}
