import type { Child } from 'hono/jsx'
import { Harbour } from './harbour.tsx'

export const headline = 'The bridge that nobody would sign for'
const campaign = 'article-demo'

/** A made-up story with the two plain links and the banner that a newsroom would place in its own. */
export const Article = ({ newsroomName, children }: { newsroomName: string; children: Child }) => (
  <>
    <a class="skip" href="#main">
      Skip to the article
    </a>
    <support-banner>
      <a href={supportAddress('monthly', 'banner')}>
        This story took eleven weeks. Readers paid for it: become one of them
      </a>
    </support-banner>
    <header class="nameplate">
      <a href="/article">{newsroomName}</a>
    </header>
    <main id="main" class="article">
      <article>
        <p class="kicker">The coast</p>
        <h1>{headline}</h1>
        <p class="standfirst">
          For nine years the harbour town drove over a bridge that its own engineers had closed on
          paper. The file was four pages long. It took one clerk, and a box of carbon copies, to
          find it.
        </p>
        <p class="byline">
          By <b>Marta Hrytsenko</b>
        </p>
        <Harbour />
        <Story />
        <Ask newsroomName={newsroomName} />
        {children}
      </article>
    </main>
  </>
)

const Story = () => (
  <div class="story">
    <p>
      On the morning they finally put up the barriers, the baker was the first to be turned back. He
      had crossed the old swing bridge at ten past four every working day since 2009, the trays
      still warm, and he says he knew by the sound. “It used to hum,” he told us. “Then one winter
      it began to knock.”
    </p>
    <p>
      The knocking was a hanger, the third on the seaward side. An inspector had measured it in
      March, nine years ago, and had written one line under his figures: not to be passed by
      vehicles. The line went to the works department, which sent it to the port, which sent it
      back. Nobody signed.
    </p>
    <blockquote>
      <p>
        “Everybody had read it. That was the trouble: everybody thought the next one would act.”
      </p>
    </blockquote>
    <p>
      What we know, we know because Halyna Bondar does not throw things away. She kept the register
      of outgoing letters for thirty-one years, in pencil, with a carbon sheet under each page. When
      the town said that no such report existed, she put on her coat and walked to our office with a
      shoe box under her arm.
    </p>
    <p>
      Inside were forty-four letters. We asked for every answer to every one of them, and then we
      waited, and then we went to court. The town lost twice. This week it opened its own archive,
      and on Thursday, at a quarter to six in the morning, two men in orange jackets carried the
      barriers across the road.
    </p>
  </div>
)

const Ask = ({ newsroomName }: { newsroomName: string }) => (
  <aside class="ask" aria-labelledby="ask">
    <h2 id="ask">Somebody has to read the file</h2>
    <p>
      This story cost eleven weeks, two court fees and a great deal of coffee. {newsroomName}{' '}
      belongs to no party and no port. It belongs to the people who read it.
    </p>
    <p class="row">
      <support-button>
        <a class="button" href={supportAddress('monthly', 'article')}>
          Become a member
        </a>
      </support-button>
      <support-button>
        <a class="button quiet" href={supportAddress('once', 'article')}>
          Support us just once
        </a>
      </support-button>
    </p>
  </aside>
)

function supportAddress(frequency: 'monthly' | 'once', place: string): string {
  const query = new URLSearchParams({
    frequency,
    article: '/article',
    campaign: `${campaign}-${place}`,
  })
  return `/support?${query}`
}
