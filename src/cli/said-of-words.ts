import { parseArgs } from 'node:util'
import { inboxOf, usualOf } from '../config.ts'
import type { InboxSettings, Settings } from '../config.ts'
import type { VisitorId } from '../conversation/ids.ts'
import type { Labels } from '../conversation/labels.ts'
import { textContent } from '../conversation/message.ts'
import { subjectOf } from '../routing/opening.ts'

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
  intent: { type: 'string' },
  department: { type: 'string' },
  sentiment: { type: 'string' },
  'no-classify': { type: 'boolean', default: false },
  last: { type: 'string' },
} as const

/** What is said of a message with `routes test`, by option. */
export type Given = ReturnType<typeof read>['values']

/** The options and the words of `routes …`. Throws a sentence for an option that is none. */
export const read = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })

/** The inbox that is meant; the first where none is. Throws a sentence for one that is not there. */
export function inboxNamed(settings: Settings, { inbox: id }: Pick<Given, 'inbox'>): InboxSettings {
  const inbox = id === undefined ? settings.inboxes[0] : inboxOf(settings, id)
  if (inbox) return inbox
  const known = settings.inboxes.map((one) => one.id).join(', ')
  throw new Error(`--inbox ${id ?? ''} is none of the inboxes: ${known}.`)
}

/** All that rules may ask about such a message. Throws a sentence for an option that says nothing. */
export function subjectSaid(
  inbox: InboxSettings,
  message: string,
  given: Given,
  labels: Labels | null,
) {
  const from = {
    visitor: '' as VisitorId, // rules do not ask who it is
    inbox: inbox.id,
    door: { channel: given.source, address: '' },
  }
  const earlier = given.returning || given.tag.length > 0
  const last = earlier ? { tags: given.tag } : null
  const visitor = {
    attributes: attributesIn(given),
    verifiedAs: given.verified ? 'as you say' : null,
  }
  return subjectOf({ from, content: textContent(message), last, labels }, visitor, usualOf(inbox))
}

/** The time that is meant, in epoch ms; now where none is. */
export function momentIn({ at }: Pick<Given, 'at'>): number {
  if (at === undefined) return Date.now()
  const moment = Date.parse(at)
  if (!Number.isNaN(moment)) return moment
  throw new Error(`--at wants a time, such as 2026-12-24T18:00+01:00, not ${at}.`)
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
