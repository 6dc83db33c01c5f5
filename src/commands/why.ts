import { guesses, machineNamed, percent } from '../conversation/about.ts'
import { nameOf } from '../conversation/actor.ts'
import type { AssignWay, Route } from '../conversation/conversation.ts'
import type { Event, Opened, RecordedEvent } from '../conversation/events.ts'
import type { Labels } from '../conversation/labels.ts'
import { labelledSo } from '../conversation/said-of-labels.ts'
import { command } from './command.ts'
import type { Queued } from './command.ts'
import { inQueue } from './queue.ts'
import { whyNone } from './why-none.ts'
import type { Told } from './why-none.ts'

/** Where a conversation went or would go, and by which rule. */
export type Routing = Pick<Opened, keyof Route | 'rule' | 'passedOver'>

type Rerouted = Extract<Event, { type: 'rerouted' }>

export const why = command({
  name: 'why',
  summary: 'Tell why this conversation came here, and why it waits',
  for: 'creator',
  afterMove: true,
  run: async ({ routing, sure, queued }) => {
    const told: Told = new Map()
    const steps = (await routing()).flatMap((recorded) => step(recorded, sure, told) ?? [])
    const came = steps.length > 0 ? steps : ['Nothing is known of how this began.']
    const waits = await queued()
    return { text: [...came, ...(waits ? [whyItWaits(waits)] : [])].join('\n\n') }
  },
})

/** “It waits: nobody of Support is on duty. It is number 2 in Support’s queue.” */
function whyItWaits({ why: reason, place, team }: Queued): string {
  const waits = reason === null ? '' : `It waits: ${reason}. `
  return `${waits}It is ${inQueue(place, team)}.`
}

/** One thing that had to do with where it is; null for any other. */
function step({ event, by }: RecordedEvent, sure: number, told: Told): string | null {
  switch (event.type) {
    case 'opened':
      return whyHere(event, told)
    case 'classified':
      return sorted(event.by, event.labels, sure)
    case 'labelled':
      return `${labelledSo(event, nameOf(by))}.`
    case 'rerouted':
      return [`${sentBy(event, nameOf(by))}: ${whereTo(event)}.`, ...reasons(event, told)].join(
        '\n',
      )
    default:
      return null
  }
}

function sorted(by: string, labels: Labels, sure: number): string {
  const what = guesses(labels)
  if (what === '') return `${machineNamed(by)} could not say what it is about.`
  const confidence = labels.intent?.confidence ?? null
  const isUnsure = confidence !== null && confidence < sure
  const so = isUnsure
    ? ` Rules go by an intent from ${percent(sure)} on, where they say nothing else.`
    : ''
  return `${machineNamed(by)} sorted it as ${what}.${so}`
}

function sentBy({ why: reason, rule }: Rerouted, by: string): string {
  const ruled = rule === undefined ? '' : ` by “${rule}”`
  switch (reason) {
    case 'labels':
      return rule === undefined
        ? 'So no rule chose, and it went as its inbox says'
        : `So it went on${ruled}`
    case 'words':
      return rule === undefined
        ? 'By what was written since no rule holds any more, so it went as its inbox says'
        : `By what was written since it went on${ruled}`
    case 'overflow':
      return `Nobody was free, so it went on${ruled}`
    case 'person':
      return `${by} sent it on${ruled}`
  }
}

/** Which rule chose, where that is, and why each rule before it did not. */
export function whyHere(routing: Routing, told: Told = new Map()): string {
  const { rule, passedOver = [] } = routing
  const head = `${chosenBy(rule, passedOver.length)}: ${whereTo(routing)}.`
  return [head, ...reasons(routing, told)].join('\n')
}

function reasons(
  { rule, passedOver = [] }: Pick<Routing, 'rule' | 'passedOver'>,
  told: Told,
): string[] {
  if (passedOver.length === 0) return []
  return [rule === undefined ? NONE_DID : NONE_BEFORE_DID, ...whyNone(passedOver, told)]
}

const NONE_DID = 'Why none of them did:'
const NONE_BEFORE_DID = 'Why none before it did:'

function chosenBy(rule: string | undefined, asked: number): string {
  if (rule !== undefined) return `Routed by “${rule}”`
  return `${asked === 0 ? 'There was no rule to ask' : 'No rule chose'}, so it went as its inbox says`
}

/** Places, team, priority, tags, and who is to answer how soon, in a line. */
export function whereTo(routing: Routing): string {
  const { team, places, priority, tags, assign, skills = [], sla } = routing
  return [
    ...places.map(
      ({ chat, channel, others = [] }) => `${chat} #${[channel, ...others].join(' or #')}`,
    ),
    team === null ? 'no team' : `team ${team}`,
    `priority ${priority}`,
    ...(tags.length > 0 ? [`tagged ${tags.join(', ')}`] : []),
    ...(assign === undefined ? [] : [WAYS[assign]]),
    ...(skills.length > 0 ? [`for who knows ${skills.join(', ')}`] : []),
    ...(sla === undefined ? [] : [`policy ${sla}`]),
  ].join('; ')
}

const WAYS: Readonly<Record<AssignWay, string>> = {
  manual: 'to be claimed',
  'round-robin': 'given to each in turn',
  'least-busy': 'given to whoever has the fewest',
}
