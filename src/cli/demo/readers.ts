import type { Chance } from './chance.ts'

/** A made-up reader of a made-up newsroom. */
export type MadeUpReader = Readonly<{ name: string; email: string; country: string }>

const given = [
  ...(['Anna', 'Boris', 'Clara', 'Dmytro', 'Elena', 'Felix', 'Greta', 'Hanna', 'Ivan'] as const),
  ...(['Julia', 'Karim', 'Lena', 'Marek', 'Nadia', 'Oleh', 'Petra', 'Rosa', 'Stefan'] as const),
  ...(['Tamara', 'Ulrich', 'Vera', 'Wanda', 'Yaroslav', 'Zoe', 'Aylin', 'Bastian'] as const),
] as const
const family = [
  ...(['Albrecht', 'Bondar', 'Castro', 'Dubois', 'Eriksen', 'Fischer', 'Grabowski'] as const),
  ...(['Hoffmann', 'Ivanenko', 'Jansen', 'Kovalenko', 'Lindqvist', 'Moreau', 'Novak'] as const),
  ...(['Okafor', 'Petrenko', 'Quist', 'Richter', 'Shevchenko', 'Tkachenko', 'Ulmann'] as const),
  ...(['Vogel', 'Weber', 'Yilmaz', 'Zimmermann', 'Marchenko', 'Rossi', 'Santos'] as const),
] as const
const countries = [
  ...([['DE', 34] as const, ['UA', 22] as const, ['PL', 9] as const, ['FR', 7] as const] as const),
  ...([['AT', 6] as const, ['NL', 5] as const, ['GB', 7] as const, ['US', 6] as const] as const),
  ...([['CH', 4] as const] as const),
] as const

/** The n-th reader; the number keeps two of one name apart. */
export function madeUpReader(chance: Chance, n: number): MadeUpReader {
  const [first, last] = [chance.pick(given), chance.pick(family)]
  const box = `${first}.${last}.${n}`.toLowerCase()
  return {
    name: `${first} ${last}`,
    email: `${box}@readers.example`,
    country: chance.weighted(countries),
  }
}
