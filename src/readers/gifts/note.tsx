import { useTexts } from '../texts/texts.ts'

type NoteProps = Readonly<{
  /** How many memberships the person has given. */
  given: number
  /** Until when a gift or a grant makes them a member; null where none does. */
  grantedUntil: Date | null
  zone: string
}>

/** What stands of gifts on a person's own page, where there is something to say. */
export const GiftsNote = ({ given, grantedUntil, zone }: NoteProps) => {
  const { words, day } = useTexts()
  return (
    <>
      {grantedUntil === null ? null : (
        <p class="notice good">{words('gifts.account_holds', { day: day(grantedUntil, zone) })}</p>
      )}
      {given === 0 ? null : (
        <p>
          <a href="/account/gifts">{words('gifts.account')}</a>
        </p>
      )}
    </>
  )
}
