import { seededRandom } from '../../../src/platform/seeded-random.ts'

/** A delivery as bytes on the wire. */
export type Wire = Readonly<{ body: Uint8Array; header: string }>

/**
 * Endless forgeries of one honest delivery, by chance that follows from a seed: bytes flipped, cut out, doubled and
 * swapped in the body or in the header.
 */
export function* mutationsOf(honest: Wire, seed: number): Generator<Wire, never> {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  for (;;) {
    if (below(2) === 0) yield { ...honest, body: mutated(honest.body, below, () => below(256)) }
    else yield { ...honest, header: mutatedText(honest.header, below) }
  }
}

type Below = (limit: number) => number

/** One to three small harms. */
function mutated(bytes: Uint8Array, below: Below, byte: () => number): Uint8Array {
  let harmed = bytes
  for (let harms = 1 + below(3); harms > 0; harms -= 1) harmed = harm(harmed, below, byte)
  return harmed
}

/** Only what a header may hold at all: letters, digits, signs. */
function mutatedText(text: string, below: Below): string {
  const bytes = mutated(new TextEncoder().encode(text), below, () => 0x21 + below(0x5e))
  return new TextDecoder().decode(bytes)
}

function harm(bytes: Uint8Array, below: Below, byte: () => number): Uint8Array {
  const at = below(bytes.length)
  const to = Math.min(bytes.length, at + 1 + below(40))
  const [before, part, after] = [bytes.slice(0, at), bytes.slice(at, to), bytes.slice(to)]
  switch (below(6)) {
    case 0:
      return Uint8Array.from([...before, byte(), ...bytes.slice(at + 1)])
    case 1:
      return Uint8Array.from([...before, ...after])
    case 2:
      return before
    case 3:
      return Uint8Array.from([...before, ...part, ...part, ...after])
    case 4:
      return Uint8Array.from([...before, byte(), ...part, ...after])
    default:
      return Uint8Array.from([...before, ...part.toReversed(), ...after])
  }
}

/** Whether it says what the honest one says, though written in another way: then it may pass. */
export function saysTheSame(honest: Wire, other: Wire): boolean {
  const text = ({ body }: Wire) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
  const parts = other.header.split(',')
  return (
    text(honest) === text(other) && honest.header.split(',').every((one) => parts.includes(one))
  )
}
