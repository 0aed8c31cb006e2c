import { Button } from '../../../platform/ui/components.tsx'
import { useTexts } from '../../texts/texts.ts'

/** What goes, what stays and why, before it is done. `running`: how many memberships it ends. */
export const ErasePage = ({ running }: { running: number }) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('account.erase_title')}</h1>
      <p>{words('account.erase_goes')}</p>
      <p>{words('account.erase_stays')}</p>
      <p>
        <a href="/account/receipts">{words('account.receipts')}</a>
      </p>
      {running === 0 ? null : (
        <>
          <p>
            <strong>{words('account.erase_ends', { count: running })}</strong>
          </p>
          <p>
            {words('account.erase_leave')} <a href="/account#gives">{words('account.title')}</a>
          </p>
        </>
      )}
      <form method="post" action="/account/erase" class="row">
        <Button kind="danger">{words('account.erase_yes')}</Button>
        <a href="/account">{words('account.erase_no')}</a>
      </form>
    </div>
  )
}

export const ErasedPage = () => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('account.erase_done_title')}</h1>
      <p>{words('account.erase_done')}</p>
    </div>
  )
}
