export type WrongCard = { card: string; message: string } | null

/** A card number with what is wrong with it beside it. */
export const CardField = ({ wrong, label }: { wrong: WrongCard; label: string }) => (
  <>
    <label for="card">{label}</label>
    <input
      id="card"
      name="card"
      inputmode="numeric"
      autocomplete="cc-number"
      placeholder="4242 4242 4242 4242"
      value={wrong?.card ?? ''}
      {...(wrong && {
        'aria-invalid': 'true',
        'aria-describedby': 'card-wrong',
        autofocus: true,
      })}
    />
    {wrong && (
      <p class="wrong" id="card-wrong" role="alert">
        {wrong.message}
      </p>
    )}
  </>
)
