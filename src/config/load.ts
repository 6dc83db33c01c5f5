import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { badSecrets } from './bad-secrets.ts'
import type { SecretNamed } from './bad-secrets.ts'
import { brokenLabels } from './label-references.ts'
import type { Problem } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import { brokenReferences } from './references.ts'
import { settings as schema } from './schema.ts'
import type { Settings } from './schema.ts'
import { taxonomy as taxonomySchema } from './taxonomy-schema.ts'
import { taxonomyOf, withTaxonomy } from './taxonomy.ts'

export type Result =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** A taxonomy that is at hand as text; null where there is none. */
interface TaxonomyText {
  readonly file: string
  readonly text: string | null
}

/** Where the taxonomy stands that belongs to a settings' file: beside it. */
export function taxonomyFile(file: string): string {
  return join(dirname(file), 'taxonomy.yaml')
}

/**
 * Reads the settings and the taxonomy beside them, or says everything that is wrong with them. With
 * `secretNamed`, a secret that they name and the environment lacks is wrong too.
 */
export function loadSettings(file: string, secretNamed?: SecretNamed): Result {
  const read = readText(file)
  if ('problem' in read) return refused([read.problem])
  const beside = taxonomyFile(file)
  const labels = readText(beside)
  if ('problem' in labels && !labels.missing) return refused([labels.problem])
  return parseSettings(file, read.text, secretNamed, {
    file: beside,
    text: 'text' in labels ? labels.text : null,
  })
}

/** The same for settings that are at hand as text, and a taxonomy, if there is one. */
export function parseSettings(
  file: string,
  text: string,
  secretNamed?: SecretNamed,
  labels: TaxonomyText = { file: taxonomyFile(file), text: null },
): Result {
  const ours = readYaml(file, text, schema, null)
  const theirs = readYaml(labels.file, labels.text ?? '', taxonomySchema, {})
  if ('broken' in ours)
    return refused([...ours.broken, ...('broken' in theirs ? theirs.broken : [])])
  if ('broken' in theirs) return refused([...ours.problems, ...theirs.broken])

  const problems = [
    ...ours.problems,
    ...[...brokenReferences(ours.value, theirs.value), ...badSecrets(ours.data, secretNamed)].map(
      ({ path, message }) => ours.source.problem(path, message),
    ),
    ...theirs.problems,
    ...brokenLabels(theirs.value, ours.value).map(({ path, message }) =>
      theirs.source.problem(path, message),
    ),
  ]
  if (!ours.data || !theirs.data || problems.length > 0) return refused(problems)
  const taxonomy = taxonomyOf(theirs.data, ours.data.teams)
  return { ok: true, settings: withTaxonomy(ours.data, taxonomy) }
}

/** The text of the settings' file, or why it cannot be read. */
export function readText(
  file: string,
): { readonly text: string } | { readonly problem: Problem; readonly missing: boolean } {
  try {
    return { text: readFileSync(file, 'utf8') }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const message = missing
      ? 'is not there: write one, or name another in GREENROOM_CONFIG'
      : `cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return { problem: { file, line: 0, column: 0, key: '', message, excerpt: '' }, missing }
  }
}

function refused(problems: readonly Problem[]): Result {
  return { ok: false, problems }
}
