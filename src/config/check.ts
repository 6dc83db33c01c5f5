import { BadEnvironment, parseEnvironment, secretsIn } from './environment.ts'
import type { Variables } from './environment.ts'
import { loadSettings } from './load.ts'
import { formatProblems } from './problems.ts'
import type { Problem } from './problems.ts'
import { summary } from './summary.ts'

/** Everything that is wrong with the environment and the settings, or in short what they set up. */
export function checkSettings(
  file: string,
  variables: Variables,
): { readonly ok: boolean; readonly text: string } {
  const result = loadSettings(file, secretsIn(variables))
  const problems = [...environmentProblems(variables), ...(result.ok ? [] : result.problems)]
  if (result.ok && problems.length === 0) {
    const { openai } = parseEnvironment(variables)
    return { ok: true, text: summary(file, result.settings, openai) }
  }
  return { ok: false, text: `${formatProblems(problems)}\n\n${howMany(problems.length)}` }
}

function environmentProblems(variables: Variables): readonly Problem[] {
  try {
    parseEnvironment(variables)
    return []
  } catch (error) {
    if (error instanceof BadEnvironment) return error.problems
    throw error
  }
}

function howMany(count: number): string {
  return count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`
}
