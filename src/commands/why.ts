import type { PassedOver } from '../conversation/conversation.ts'
import type { Opened } from '../conversation/events.ts'
import { command } from './command.ts'

/** Where a conversation went or would go, and by which rule. */
export type Routing = Pick<Opened, 'places' | 'team' | 'priority' | 'tags' | 'rule' | 'passedOver'>

export const why = command({
  name: 'why',
  summary: 'Tell why this conversation came here',
  for: 'creator',
  afterMove: true,
  run: async ({ opening }) => {
    const opened = await opening()
    return { text: opened ? whyHere(opened) : 'Nothing is known of how this began.' }
  },
})

/** Which rule chose, where that is, and why each rule before it did not. */
export function whyHere(routing: Routing): string {
  const { rule, passedOver = [] } = routing
  return [
    `${chosenBy(rule, passedOver.length)}: ${whereTo(routing)}.`,
    ...(passedOver.length === 0 ? [] : [rule === undefined ? NONE_DID : NONE_BEFORE_DID]),
    ...passedOver.map(reason),
  ].join('\n')
}

const NONE_DID = 'Why none of them did:'
const NONE_BEFORE_DID = 'Why none before it did:'

function chosenBy(rule: string | undefined, asked: number): string {
  if (rule !== undefined) return `Routed by “${rule}”`
  return `${asked === 0 ? 'There was no rule to ask' : 'No rule chose'}, so it went as its inbox says`
}

function reason({ rule, missed }: PassedOver): string {
  return `• “${rule}”: ${missed}.`
}

/** Places, team, priority and tags in a line. */
export function whereTo({ team, places, priority, tags }: Routing): string {
  return [
    ...places.map(
      ({ chat, channel, others = [] }) => `${chat} #${[channel, ...others].join(' or #')}`,
    ),
    team === null ? 'no team' : `team ${team}`,
    `priority ${priority}`,
    ...(tags.length > 0 ? [`tagged ${tags.join(', ')}`] : []),
  ].join('; ')
}
