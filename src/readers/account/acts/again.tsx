import { Notice } from '../../../platform/ui/components.tsx'
import { useTexts } from '../../texts/texts.ts'
import { Hidden } from './confirm.tsx'
import { type Fields, known } from './fields.ts'
import { Told } from './page.tsx'
import type { WishedAct } from './wish.ts'

type Props = Readonly<{ act: WishedAct; fields: Fields; title: string; notice: string }>

/** The same form once more, for when the payment service has not answered. */
export const AgainPage = ({ act, fields, title, notice }: Props) => (
  <Told title={title}>
    <Notice tone="warn">
      <p role="alert">{notice}</p>
    </Notice>
    <form method="post" action={`/account/${act}`}>
      <Hidden values={known(fields)} />
      <button type="submit" class="button wide">
        {useTexts().words('acts.again_do')}
      </button>
    </form>
  </Told>
)
