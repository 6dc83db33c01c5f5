import { plain } from './blocks.ts'
import type { Block } from './blocks.ts'
import { AS_WRITTEN, escapeSlack } from './escape.ts'
import type { Gateway } from './gateway.ts'
import type { Press } from './interactions.ts'
import type { SlackPeople } from './people.ts'

const PRESS_ME = 'doctor:press'

/** True for the button of the doctor's test message, which is about no conversation. */
export function isDoctors(actionId: string): boolean {
  return actionId === PRESS_ME
}

/** A message of the doctor's; with a `mark`, which a press brings back, it has a button. */
export function doctorsPost(text: string, mark?: string) {
  const blocks: Block[] = [{ type: 'section', text: plain(text) }]
  if (mark !== undefined) blocks.push(button(mark))
  const { parse, link_names } = AS_WRITTEN
  return { text: escapeSlack(text), blocks, parse, link_names }
}

function button(mark: string): Block {
  const element = { type: 'button', action_id: PRESS_ME, text: plain('Press me') } as const
  return { type: 'actions', elements: [{ ...element, value: mark, style: 'primary' }] }
}

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly people: Pick<SlackPeople, 'memberOf'>
}

/** The running house heard the press: it says so in the message, where the doctor looks for it. */
export async function answerDoctor(
  { gateway, people }: Deps,
  { user, channel, container }: Press,
): Promise<void> {
  const place = channel?.id ?? container.channel_id ?? ''
  const member = await people.memberOf(user.id)
  const by = member ? member.name : 'somebody who is not a member of the team'
  const post = doctorsPost(`The running Greenroom heard the press, by ${by}.`)
  const args = { channel: place, ts: container.message_ts ?? '', ...post }
  await gateway.call({ method: 'chat.update', channel: place, args })
}
