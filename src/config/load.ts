import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { knownKeys } from './json-schema.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problems.ts'
import type { Flaw } from './flaws.ts'
import { brokenReferences } from './references.ts'
import { settings as schema } from './schema.ts'
import type { Settings } from './schema.ts'
import { missingDiscordSecrets } from './discord-secrets.ts'
import { missingSlackSecrets } from './slack-secrets.ts'
import { readSource } from './source.ts'
import type { Source } from './source.ts'

export type Result =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Gives the value of an environment variable by its name, or null. */
export type SecretNamed = (name: string) => string | null

/**
 * Reads the settings, or says everything that is wrong with them. With `secretNamed`, a secret that
 * they name and the environment lacks is wrong too.
 */
export function loadSettings(file: string, secretNamed?: SecretNamed): Result {
  const read = readText(file)
  return 'problem' in read ? refused([read.problem]) : parseSettings(file, read.text, secretNamed)
}

/** The same for settings that are at hand as text. */
export function parseSettings(file: string, text: string, secretNamed?: SecretNamed): Result {
  const source = readSource(file, text)
  if (source.syntax.broken) return refused(source.syntax.problems)
  const value = plainValue(source)
  if ('problem' in value) return refused([value.problem])

  const parsed = schema.safeParse(value.value)
  const problems = [
    ...source.syntax.problems,
    ...(parsed.error?.issues ?? []).flatMap((issue) => problemsOf(source, issue)),
    ...[...brokenReferences(value.value), ...badSecrets(parsed.data, secretNamed)].map(
      ({ path, message }) => source.problem(path, message),
    ),
  ]
  return parsed.success && problems.length === 0
    ? { ok: true, settings: parsed.data }
    : refused(problems)
}

/** The text of the settings' file, or why it cannot be read. */
export function readText(file: string): { readonly text: string } | { readonly problem: Problem } {
  try {
    return { text: readFileSync(file, 'utf8') }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const message = missing
      ? 'is not there: write one, or name another in GREENROOM_CONFIG'
      : `cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return { problem: { file, line: 0, column: 0, key: '', message, excerpt: '' } }
  }
}

function refused(problems: readonly Problem[]): Result {
  return { ok: false, problems }
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

function problemsOf(source: Source, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path)
    return issue.keys.map((key) =>
      source.keyProblem([...issue.path, key], `is not a key here: ${didYouMean(key, known)}`),
    )
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((issues) => issues.every(isInside))
    if (meant) {
      return meant.flatMap((inner) =>
        problemsOf(source, { ...inner, path: [...issue.path, ...inner.path] }),
      )
    }
  }
  return [source.problem(issue.path, issue.message)]
}

/** True when the alternative fitted as a whole, and something in it did not. */
function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys'
}

const SHORTEST_SECRET = 16

function secretProblem(name: string, secret: string | null): string | null {
  if (secret === null) return `names ${name}, which is not set in the environment`
  if (secret.length >= SHORTEST_SECRET) return null
  return `names ${name}, whose value has fewer than ${SHORTEST_SECRET} characters`
}

function badSecrets(settings: Settings | undefined, secretNamed?: SecretNamed): Flaw[] {
  if (!settings || !secretNamed) return []
  const slack = settings.slack ? missingSlackSecrets(settings.slack.mode, secretNamed) : []
  const discord = settings.discord ? missingDiscordSecrets(secretNamed) : []
  const doors = settings.inboxes.flatMap(({ doors }, inbox) =>
    doors.flatMap(({ identity_secret_env: name }, door) => {
      const message = name === null ? null : secretProblem(name, secretNamed(name))
      if (message === null) return []
      return [{ path: ['inboxes', inbox, 'doors', door, 'identity_secret_env'], message }]
    }),
  )
  return [
    ...slack.map((message) => ({ path: ['slack'], message })),
    ...discord.map((message) => ({ path: ['discord'], message })),
    ...doors,
  ]
}
