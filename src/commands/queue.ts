import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import { cleanText } from '../conversation/message.ts'
import { overdueIn } from '../conversation/sla.ts'
import type { Wanted } from '../conversation/wanted.ts'
import { duration } from '../conversation/words.ts'
import { arg, command } from './command.ts'
import type { Input } from './command.ts'

/** Lines of one answer; with shortened names all of it fits any chat's message. */
const SHOWN = 15
/** Looked at to say how many more there are. */
const LOOKED_AT = 200

const CHOICES = ['mine', 'unclaimed', 'all'] as const
type Choice = (typeof CHOICES)[number]

export const queue = command({
  name: 'queue',
  summary: 'List who waits for an answer, the longest wait first',
  inThread: false,
  args: [
    arg('which', 'word', 'Which conversations', {
      required: false,
      choices: CHOICES,
      placeholder: `${CHOICES.join(', ')}; nothing for those that wait`,
    }),
  ],
  run: async (input) => {
    const asked = (input.args['which'] ?? '').trim().toLowerCase()
    const choice = CHOICES.find((one) => one === asked)
    if (asked !== '' && !choice) {
      return { wrong: 'Say `mine`, `unclaimed` or `all`, or nothing.' }
    }
    const found = await input.open({ ...wantedFor(choice, input), limit: LOOKED_AT })
    return { text: [heading(choice, found.length), ...(await rows(found, input))].join('\n') }
  },
})

/** Those that sleep are nobody's to answer now; they are in `mine` and `all`. */
function wantedFor(choice: Choice | undefined, { by }: Input): Omit<Wanted, 'limit'> {
  switch (choice) {
    case 'mine':
      return { assignee: by.id }
    case 'unclaimed':
      return { statuses: ['waiting'] }
    case 'all':
      return {}
    case undefined:
      return { statuses: ['waiting', 'claimed'], waiting: true }
  }
}

function heading(choice: Choice | undefined, count: number): string {
  const some = count === LOOKED_AT ? `At least ${count}` : String(count)
  const are = count === 1 ? 'conversation is' : 'conversations are'
  switch (choice) {
    case 'mine':
      return count === 0 ? 'You have no open conversation.' : `${some} open ${are} yours.`
    case 'unclaimed':
      return count === 0 ? 'Every open conversation is claimed.' : `${some} ${are} unclaimed.`
    case 'all':
      return count === 0 ? 'No conversation is open.' : `${some} ${are} open.`
    case undefined:
      if (count === 0) return 'Nobody waits for an answer.'
      return `${some} ${count === 1 ? 'visitor waits' : 'visitors wait'} for an answer.`
  }
}

async function rows(found: readonly Conversation[], input: Input): Promise<string[]> {
  const shown = await Promise.all(
    found.slice(0, SHOWN).map((conversation) => row(conversation, input)),
  )
  const left = found.length - shown.length
  if (left === 0) return shown
  return [...shown, `…and ${found.length === LOOKED_AT ? 'at least ' : ''}${left} more`]
}

/** “#1042 Mia — waits five minutes · Ben · urgent priority · Shop”, with its place where it is given out in order. */
async function row(conversation: Conversation, input: Input): Promise<string> {
  const { now, inboxName, queuePlace, teams } = input
  const { number, visitor, priority, inbox, team } = conversation
  const place = await queuePlace(conversation)
  const about = [
    `${howLong(conversation, now)}${overdueIn(conversation) ? ', overdue' : ''}`,
    short(assigneeOf(conversation)?.name ?? 'nobody has it'),
    ...(priority === 'normal' ? [] : [`${priority} priority`]),
    short(inboxName(inbox)),
    ...(place === null ? [] : [inQueue(place, teams.find(({ id }) => id === team)?.name)]),
  ]
  return `#${number} ${short(visitor.name)} — ${about.join(' · ')}`
}

/** “next in Support’s queue” */
export function inQueue(place: number, team = 'the team'): string {
  return `${place === 1 ? 'next' : `number ${place}`} in ${short(team)}’s queue`
}

function howLong({ status, waitingSince, until }: Standing, now: number): string {
  if (status === 'snoozed') return `snoozed for ${duration((until ?? now) - now)}`
  return waitingSince === null ? 'answered' : `waits ${duration(now - waitingSince)}`
}

type Standing = Pick<Conversation, 'status' | 'waitingSince'> & { readonly until?: number }

const LONGEST_NAME = 40
// They would turn the rest of the line round.
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g

/** A name on one line, at most 40 characters. */
function short(raw: string): string {
  const name = cleanText(raw).replaceAll(DIRECTIONS, '').replaceAll(/\s+/g, ' ')
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…`
}
