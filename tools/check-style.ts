import { globSync, readFileSync } from 'node:fs'

type Rule = Readonly<{ name: string; pattern: RegExp; except?: RegExp }>

// Entries may touch the machine; everything below them is handed time, randomness and environment.
const entries = /^src\/(cli|server\.ts|worker\.ts)/
const rules: readonly Rule[] = [
  {
    name: 'time comes from a clock that is passed in',
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    except: entries,
  },
  {
    name: 'randomness is passed in',
    pattern: /\bMath\.random\(|\bcrypto\.randomUUID\(/,
    except: entries,
  },
  { name: 'only entries read the environment', pattern: /\bprocess\.env\b/, except: entries },
  { name: 'no any', pattern: /[:<]\s*any\b|\bas any\b/ },
  { name: 'no casts but `as const`', pattern: /(?<!import \* )\bas (?!const\b)[A-Za-z{[(]/ },
  { name: 'nothing is hidden from the compiler', pattern: /@ts-(ignore|expect-error|nocheck)/ },
  { name: 'no raw HTML', pattern: /dangerouslySetInnerHTML/ },
  { name: 'no marks for later', pattern: /\b(TODO|FIXME|XXX)\b/ },
]
const longestFile = 350

/** A cast that a library forces stands under a comment that begins so and says why it holds. */
const forced = /\/\/ forced:/

/** What a regular expression can count of style.md, each finding as `file:line rule`. */
export function checkStyle(): string[] {
  const files = globSync('src/**/*.{ts,tsx}').filter((file) => !file.includes('.generated.'))
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const lines = text.split('\n')
    const code = codeOf(text).split('\n')
    const long = lines.length > longestFile ? [`${file} has ${lines.length} lines`] : []
    return [...long, ...rules.flatMap((rule) => broken(rule, file, { lines, code }))]
  })
}

/** Without comments, strings and templates, whose words are not code; lines stay where they are. */
function codeOf(text: string): string {
  const prose =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g
  const blank = (found: string) => `''${found.replace(/[^\n]/g, '')}`
  return text.replace(prose, blank).replace(/^import [^']*from ''/gm, blank)
}

type Source = Readonly<{ lines: readonly string[]; code: readonly string[] }>

function broken({ name, pattern, except }: Rule, file: string, { lines, code }: Source): string[] {
  if (except?.test(file)) return []
  return code.flatMap((line, index) => {
    const allowed = forced.test(lines[index - 1] ?? '')
    return pattern.test(line) && !allowed ? [`${file}:${index + 1} ${name}`] : []
  })
}
