import { mayActAs } from '../conversation/actor.ts'
import { arg, command } from './command.ts'
import type { Fellow, Input, Outcome } from './command.ts'
import { fellowNamed, noSuchFellow } from './fellows.ts'

const colleague = arg('member', 'agent', 'Whom, if not yourself', {
  required: false,
  placeholder: '@name, for supervisors',
})

export const on = command({
  name: 'on',
  aliases: ['onduty', 'on-duty'],
  summary: 'Go on duty',
  inThread: false,
  args: [colleague],
  run: (input) => aboutSomeone(input, (fellow) => goOn(input, fellow)),
})

export const off = command({
  name: 'off',
  aliases: ['offduty', 'off-duty'],
  summary: 'Go off duty',
  inThread: false,
  args: [colleague],
  run: (input) => aboutSomeone(input, async (fellow) => goOff(input, fellow)),
})

/** Oneself, or for a supervisor whomever they name. */
function aboutSomeone(
  { args, by, fellows }: Input,
  outcome: (fellow: Fellow) => Outcome | Promise<Outcome>,
): Outcome | Promise<Outcome> {
  const named = (args['member'] ?? '').trim()
  const fellow = fellowNamed(fellows(), named === '' ? by.id : named)
  if (!fellow) return noSuchFellow(named === '' ? by.name : named)
  if (fellow.id === by.id) return outcome(fellow)
  if (!mayActAs(by.role, 'supervisor')) {
    return { denied: `Only a supervisor may put ${fellow.name} on or off duty.` }
  }
  if (!mayActAs(fellow.role, 'agent')) {
    return { wrong: `${fellow.name} does not answer visitors, so is never on duty.` }
  }
  return outcome(fellow)
}

function goOn({ by }: Input, fellow: Fellow): Outcome {
  const they = fellow.id === by.id ? 'You are' : `${fellow.name} is`
  if (fellow.onDuty) return { text: `${they} on duty already.` }
  return { member: { id: fellow.id, onDuty: true }, text: `${they} on duty now.` }
}

async function goOff(input: Input, fellow: Fellow): Promise<Outcome> {
  const they = fellow.id === input.by.id ? 'You are' : `${fellow.name} is`
  const left = await leftBehind(input, fellow)
  if (!fellow.onDuty) return { text: `${they} off duty already.${left}` }
  return { member: { id: fellow.id, onDuty: false }, text: `${they} off duty now.${left}` }
}

/** The most conversations that the answer names by their numbers. */
const NAMED = 5
/** Looked at to say how many there are. */
const LOOKED_AT = 200

/** What they still have, in a sentence, or nothing. */
async function leftBehind({ by, open }: Input, fellow: Fellow): Promise<string> {
  const theirs = await open({ assignee: fellow.id, limit: LOOKED_AT })
  if (theirs.length === 0) return ''
  const who = fellow.id === by.id ? 'You still have' : `${fellow.name} still has`
  const what =
    fellow.id === by.id
      ? '`/transfer` or `/release` what cannot wait.'
      : '`/assign` what cannot wait to somebody else.'
  const numbers = theirs.slice(0, NAMED).map(({ number }) => `#${number}`)
  const more = theirs.length > NAMED ? ['others'] : []
  return ` ${who} ${counted(theirs.length)}: ${listed([...numbers, ...more])}. ${what}`
}

function counted(count: number): string {
  if (count === 1) return '1 open conversation'
  return `${count === LOOKED_AT ? 'at least ' : ''}${count} open conversations`
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
