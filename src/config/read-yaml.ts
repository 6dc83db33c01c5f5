import type { z } from 'zod'
import { didYouMean } from '../conversation/nearest.ts'
import { knownKeys } from './json-schema.ts'
import type { Problem } from './problems.ts'
import { readSource } from './source.ts'
import type { Source } from './source.ts'

/** What a file says, as it was read and as the schema has it, and what of that is wrong; `empty`: what nothing says. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  its: Schema,
  empty: unknown,
) {
  const source = readSource(file, text)
  if (source.syntax.broken) return { broken: source.syntax.problems }
  const plain = plainValue(source)
  if ('problem' in plain) return { broken: [plain.problem] }
  const value = plain.value ?? empty
  const parsed = its.safeParse(value)
  const problems = [
    ...source.syntax.problems,
    ...(parsed.error?.issues ?? []).flatMap((issue) => problemsOf(source, its, issue)),
  ]
  return { source, value, data: parsed.data, problems }
}

// An alias to what is not there, or aliases that would unfold without end, show only here.
function plainValue(source: Source): { readonly value: unknown } | { readonly problem: Problem } {
  try {
    return { value: source.value() }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { problem: source.problem([], `cannot be read as YAML: ${why}`) }
  }
}

function problemsOf(source: Source, its: z.ZodType, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(its, issue.path)
    return issue.keys.map((key) =>
      source.keyProblem([...issue.path, key], `is not a key here: ${didYouMean(key, known)}`),
    )
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((issues) => issues.every(isInside))
    if (meant) {
      return meant.flatMap((inner) =>
        problemsOf(source, its, { ...inner, path: [...issue.path, ...inner.path] }),
      )
    }
  }
  return [source.problem(issue.path, issue.message)]
}

/** True when the alternative fitted as a whole, and something in it did not. */
function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys'
}
