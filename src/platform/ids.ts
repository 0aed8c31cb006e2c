/** Where new names come from. `next('mem')` is `mem_` and 24 letters or digits that nobody can guess. */
export type Ids = Readonly<{ next: (prefix: string) => string }>

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Ids from the runtime's own randomness (Node and workerd both have Web Crypto). */
export function randomIds(crypto: Crypto): Ids {
  return { next: (prefix) => `${prefix}_${letters(crypto.getRandomValues(new Uint8Array(24)))}` }
}

/** Ids that count up, so that a test can name them: `mem_1`, `mem_2`. */
export function countingIds(): Ids {
  let count = 0
  return {
    next: (prefix) => {
      count += 1
      return `${prefix}_${count}`
    },
  }
}

function letters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')
}
