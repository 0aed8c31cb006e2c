import { useFrame } from '../ui/texts/frame.ts'
import type { ProblemFacts } from './problem.ts'

/** The same words that a program gets, for a person. */
export const ProblemPage = ({ title, detail, status, errors = [] }: ProblemFacts) => {
  const { words } = useFrame()
  return (
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
      <p class="soft small">{words('problem.status', { status: String(status) })}</p>
    </div>
  )
}
