import type { Child } from 'hono/jsx'
import { jsxRenderer } from 'hono/jsx-renderer'
import type { Principal } from '../../platform/auth/principal.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { Page } from '../../platform/ui/page.tsx'
import { mayEnter } from '../access.ts'
import { sections } from './sections.ts'

type ShellProps = Readonly<{ title: string; path: string; principal: Principal; children?: Child }>

/**
 * The desk around a page: a quiet rail with what this role may enter, then the page itself. On a phone
 * the rail is a popover behind its button, which needs no script; where a browser knows no popover it
 * stands above the page.
 */
const Desk = ({ title, path, principal, children }: ShellProps) => (
  <Page title={title} audience="desk">
    <a class="skip" href="#main">
      Skip to the content
    </a>
    <header class="top">
      <p class="house">{newsroom.name}</p>
      <button type="button" class="button quiet" popovertarget="rail">
        Menu
      </button>
    </header>
    <nav id="rail" class="rail" aria-label="Desk" popover="auto">
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
  <div class="groups">
    {sections
      .map(({ name, pages }) => ({
        name,
        pages: pages.filter((page) => mayEnter(principal.role, page.path)),
      }))
      .filter(({ pages }) => pages.length > 0)
      .map(({ name, pages }) => (
        <>
          {name === null ? null : <h2>{name}</h2>}
          <ul>
            {pages.map((page) => (
              <li>
                <a href={page.path} aria-current={currentAt(page.path, path)}>
                  {page.name}
                </a>
              </li>
            ))}
          </ul>
        </>
      ))}
  </div>
)

/** `/desk/people/mem_1` lies in People, but only `/desk` itself is the overview. */
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
