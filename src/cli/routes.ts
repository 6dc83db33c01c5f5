import { join } from 'node:path'
import { pastOpenings } from '../adapters/sql/past-openings.ts'
import type { PastOpening } from '../adapters/sql/past-openings.ts'
import { whyHere } from '../commands/why.ts'
import type { Routing } from '../commands/why.ts'
import { formatProblems, inboxOf, loadSettings, ownVariables, readEnvironment } from '../config.ts'
import type { Environment, Settings, Variables } from '../config.ts'
import { rulesOf, usualOf } from '../config.ts'
import { subjectAgain } from '../routing/opening.ts'
import type { Chosen, Rule } from '../routing/rules.ts'
import { chooseRoute } from '../routing/rules.ts'
import { embeddedFor } from './embedded-for.ts'
import { labelled } from './labels-of-words.ts'
import type { ClassifierFor } from './labels-of-words.ts'
import { comparison, sayComparisons } from './routed-then-and-now.ts'
import type { Comparison } from './routed-then-and-now.ts'
import { inboxNamed, momentIn, read, subjectSaid } from './said-of-words.ts'
import type { Given } from './said-of-words.ts'

interface Surroundings {
  readonly print: (text: string) => void
  /** The classifier, by the settings and the folder of the data. */
  readonly classifierFor: (settings: Settings, data: string) => ReturnType<ClassifierFor>
}

const OURS: Surroundings = {
  print: (text) => process.stdout.write(`${text}\n`),
  classifierFor: embeddedFor,
}

/** `greenroom routes test …`: prints where a message would go and why; 0 unless the settings are wrong. */
export async function routes(
  args: readonly string[],
  variables: Variables = ownVariables(),
  { print, classifierFor }: Surroundings = OURS,
): Promise<number> {
  const { values, positionals } = read(args)
  const [what, message, ...rest] = positionals
  if (what !== 'test' || rest.length > 0 || (message === undefined) !== (values.last !== undefined))
    throw new Error('It wants `routes test` and one message in quotes, or --last and a number.')
  const environment = readEnvironment(variables)
  const settings = loadSettings(environment.config)
  if (!settings.ok) {
    print(formatProblems(settings.problems))
    return 1
  }
  print(
    message === undefined
      ? await newest(environment, settings.settings, numberIn(values.last ?? ''))
      : await test(settings.settings, message, values, async (its) =>
          classifierFor(its, environment.data),
        ),
  )
  return 0
}

async function test(
  settings: Settings,
  message: string,
  given: Given,
  classifierFor: ClassifierFor,
): Promise<string> {
  const inbox = inboxNamed(settings, given)
  const now = momentIn(given)
  const { labels, lines } = await labelled(settings, inbox, message, given, classifierFor)
  const subject = subjectSaid(inbox, message, given, labels)
  return [...lines, whyHere(routingOf(chooseRoute(rulesOf(settings), subject, now)))].join('\n')
}

function routingOf({ route, rule, why }: Chosen): Routing {
  return { ...route, ...(rule === null ? {} : { rule }), passedOver: why }
}

const MOST = 1_000

function numberIn(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number
  throw new Error(`--last wants a number from 1 to ${MOST}.`)
}

async function newest({ data }: Environment, settings: Settings, limit: number): Promise<string> {
  const rules = rulesOf(settings)
  const found = await pastOpenings(join(data, 'greenroom.sqlite'), limit)
  return sayComparisons(found.map((past) => thenAndNow(past, settings, rules)))
}

function thenAndNow(past: PastOpening, settings: Settings, rules: readonly Rule[]): Comparison {
  const { number, inbox, openedAt, labels } = past.conversation
  const then = { number, inbox, at: openedAt, labels, routing: past.routed }
  const its = inboxOf(settings, inbox)
  if (!its) return comparison(then, null)
  const subject = subjectAgain(past, usualOf(its))
  const at = (known: typeof subject) => chooseRoute(rules, known, openedAt)
  const chosen = at(subject)
  // Without labels first, as on the day: tags of that way stay with it.
  const tags = [...at({ ...subject, labels: null }).route.tags, ...chosen.route.tags]
  return comparison(then, { ...routingOf(chosen), tags: [...new Set(tags)] })
}
