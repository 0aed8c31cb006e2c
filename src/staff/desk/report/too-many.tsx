/** More columns than this are no picture any more; the table has them. */
export const most_columns = 120

export const TooManyColumns = () => (
  <p class="soft">Take longer periods to see a picture of them.</p>
)
