import type { IntlMessageFormat } from 'intl-messageformat'

type Message = ReturnType<IntlMessageFormat['getAst']>

/** A message with every word of its own written from right to left; its values stay as they are. */
export function mirroredMessage(message: Message): Message {
  return message.map((part) => {
    if ('options' in part) {
      const options = Object.entries(part.options).map(([name, option]) => [
        name,
        { ...option, value: mirroredMessage(option.value) },
      ])
      return { ...part, options: Object.fromEntries(options) }
    }
    if ('children' in part) return { ...part, children: mirroredMessage(part.children) }
    return part.type === literal
      ? { ...part, value: part.value.replaceAll(/\p{L}+/gu, turned) }
      : part
  })
}

/** The parser's number for plain text; its enum belongs to a package that is not ours to import. */
const literal = 0

/** Between marks that turn Latin letters round as well (U+202E, U+202C). */
function turned(word: string): string {
  return `\u202e${word}\u202c`
}
