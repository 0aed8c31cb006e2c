import { ReaderPage } from '../ui/page.tsx'
import type { ProblemFacts } from './problem.ts'

/** The same words that a program gets, for a person. */
export const ProblemPage = ({ title, detail, status, errors = [] }: ProblemFacts) => (
  <ReaderPage title={title}>
    <div class="stack">
      <h1>{title}</h1>
      {errors.length === 0 ? (
        <p>{detail}</p>
      ) : (
        <ul>
          {errors.map(({ field, message }) => (
            <li>
              {field}: {message}
            </li>
          ))}
        </ul>
      )}
      <p class="soft small">Error {status}</p>
    </div>
  </ReaderPage>
)
