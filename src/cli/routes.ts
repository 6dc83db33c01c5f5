import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pastOpenings } from '../adapters/sql/past-openings.ts'
import { whyHere } from '../commands/why.ts'
import type { Routing } from '../commands/why.ts'
import { formatProblems, inboxOf, loadSettings, ownVariables, readEnvironment } from '../config.ts'
import type { Environment, InboxSettings, Settings, Variables } from '../config.ts'
import { rulesOf, usualOf } from '../config.ts'
import type { VisitorId } from '../conversation/ids.ts'
import { textContent } from '../conversation/message.ts'
import { subjectOf } from '../routing/opening.ts'
import type { Chosen } from '../routing/rules.ts'
import { chooseRoute } from '../routing/rules.ts'
import { comparison, sayComparisons } from './routed-then-and-now.ts'

const OPTIONS = {
  inbox: { type: 'string' },
  page: { type: 'string' },
  referrer: { type: 'string' },
  language: { type: 'string' },
  source: { type: 'string', default: 'widget' },
  attribute: { type: 'string', multiple: true, default: [] as string[] },
  tag: { type: 'string', multiple: true, default: [] as string[] },
  returning: { type: 'boolean', default: false },
  verified: { type: 'boolean', default: false },
  at: { type: 'string' },
  last: { type: 'string' },
} as const

type Given = ReturnType<typeof read>['values']

const read = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })

/** `greenroom routes test …`: prints where a message would go and why; 0 unless the settings are wrong. */
export async function routes(
  args: readonly string[],
  variables: Variables = ownVariables(),
  print: (text: string) => void = (text) => process.stdout.write(`${text}\n`),
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
      : test(settings.settings, message, values),
  )
  return 0
}

function test(settings: Settings, message: string, given: Given): string {
  const inbox = inboxNamed(settings, given.inbox)
  const from = {
    visitor: '' as VisitorId,
    inbox: inbox.id,
    door: { channel: given.source, address: '' },
  }
  const earlier = given.returning || given.tag.length > 0
  const subject = subjectOf(
    { from, content: textContent(message), last: earlier ? { tags: given.tag } : null },
    { attributes: attributesIn(given), verifiedAs: given.verified ? 'as you say' : null },
    usualOf(inbox),
  )
  return whyHere(routingOf(chooseRoute(rulesOf(settings), subject, momentIn(given.at))))
}

function routingOf({ route, rule, why }: Chosen): Routing {
  return { ...route, ...(rule === null ? {} : { rule }), passedOver: why }
}

function inboxNamed(settings: Settings, id: string | undefined): InboxSettings {
  const inbox = id === undefined ? settings.inboxes[0] : inboxOf(settings, id)
  if (inbox) return inbox
  const known = settings.inboxes.map((one) => one.id).join(', ')
  throw new Error(`--inbox ${id ?? ''} is none of the inboxes: ${known}.`)
}

function attributesIn({ page, referrer, language, attribute }: Given): Record<string, string> {
  const pairs = attribute.map((pair): [string, string] => {
    const at = pair.indexOf('=')
    if (at < 1) throw new Error(`--attribute wants NAME=VALUE, such as tier=gold, not ${pair}.`)
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  return {
    ...Object.fromEntries(pairs),
    ...(page === undefined ? {} : { page: addressOf(page, '--page') }),
    ...(referrer === undefined ? {} : { referrer: addressOf(referrer, '--referrer') }),
    ...(language === undefined ? {} : { language }),
  }
}

/** A path is one of a site that no rule names. */
function addressOf(text: string, option: string): string {
  const full = text.startsWith('/') ? `https://any.invalid${text}` : text
  const url = URL.parse(/^https?:\/\//i.test(full) ? full : `https://${full}`)
  if (url) return url.href
  throw new Error(`${option} wants an address or a path, such as /pricing, not ${text}.`)
}

function momentIn(at: string | undefined): number {
  if (at === undefined) return Date.now()
  const moment = Date.parse(at)
  if (!Number.isNaN(moment)) return moment
  throw new Error(`--at wants a time, such as 2026-12-24T18:00+01:00, not ${at}.`)
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
  return sayComparisons(
    found.map(({ conversation, opened, content, visitor, last }) => {
      const { inbox, door, number, openedAt } = conversation
      const then = { number, inbox, at: openedAt, opened }
      const its = inboxOf(settings, inbox)
      if (!its) return comparison(then, null)
      const from = { visitor: conversation.visitor.id, inbox, door }
      const subject = subjectOf({ from, content, last }, visitor, usualOf(its))
      return comparison(then, routingOf(chooseRoute(rules, subject, openedAt)))
    }),
  )
}
