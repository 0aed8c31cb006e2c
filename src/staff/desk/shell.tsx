import type { Child } from 'hono/jsx'
import { jsxRenderer } from 'hono/jsx-renderer'
import type { Principal } from '../../platform/auth/principal.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { Page } from '../../platform/ui/page.tsx'
import { mayEnter } from '../access.ts'
import { sections } from './sections.ts'

type ShellProps = Readonly<{ title: string; path: string; principal: Principal; children?: Child }>

/** The desk around a page: a quiet rail with what this role may enter, then the page itself. */
const Desk = ({ title, path, principal, children }: ShellProps) => (
  <Page title={title} audience="desk">
    <a class="skip" href="#main">
      Skip to the content
    </a>
    <nav class="rail" aria-label="Desk">
      <p class="house">{newsroom.name}</p>
      <Rail path={path} principal={principal} />
      <form method="post" action="/sign-out" class="who">
        <span>
          <Name>{principal.name}</Name> <small>{principal.role}</small>
        </span>
        <button type="submit" class="link">
          Sign out
        </button>
      </form>
    </nav>
    <main id="main">{children}</main>
  </Page>
)

/** A long address breaks at its @, if it has to. */
const Name = ({ children }: { children: string }) => {
  const [box, ...house] = children.split('@')
  return house.length === 0 ? (
    children
  ) : (
    <>
      {box}@<wbr />
      {house.join('@')}
    </>
  )
}

const Rail = ({ path, principal }: Pick<ShellProps, 'path' | 'principal'>) => (
  <ul>
    {sections
      .filter((section) => mayEnter(principal.role, section.path))
      .map((section) => (
        <li>
          <a href={section.path} aria-current={currentAt(section.path, path)}>
            {section.name}
          </a>
        </li>
      ))}
  </ul>
)

/** `/desk/people/mem_1` lies in Members, but only `/desk` itself is the overview. */
function currentAt(section: string, path: string): 'page' | 'true' | undefined {
  if (section === path) return 'page'
  return section !== '/desk' && path.startsWith(`${section}/`) ? 'true' : undefined
}

/** `c.render(<Content />, { title })` inside the desk; stands behind the guard, which set `principal`. */
export const deskPages = jsxRenderer(({ children, title }, c) => {
  const principal: Principal = c.get('principal') // untyped here: a renderer knows no room's variables
  return (
    <Desk title={title} path={c.req.path} principal={principal}>
      {children}
    </Desk>
  )
})
