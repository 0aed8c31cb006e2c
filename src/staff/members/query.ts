import * as z from 'zod'
import { memberStates } from '../../members/state.ts'

const blank = z.literal('').transform(() => undefined)

/** The database refuses zero characters, and they are in nobody's name. */
const part = z
  .string()
  .max(200)
  .refine((text) => !text.includes('\0'), 'A zero character is in no name.')

/** What a list of members may be asked; forms send empty fields, so an empty one is none. */
export const membersQuery = z.strictObject({
  query: z.union([blank, part]).optional(),
  state: z.union([blank, z.enum(memberStates)]).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.union([blank, z.string().max(500)]).optional(),
})
