import type { FakeSlack, User } from '../../../tests/support/slack/fake-slack.ts'
import { stringAt } from '../../../tests/support/slack/json.ts'
import type { JsonObject } from '../../../tests/support/slack/json.ts'
import { isObject } from '../../../tests/support/slack/json.ts'
import type { MessageRef } from '../../../tests/support/slack/model.ts'
import { answering, hesitation, newThread, pause } from '../chat/answering.ts'
import type { Thread } from '../chat/answering.ts'
import { guestIn, saysLeft } from '../chat/protocol.ts'
import type { Tell } from '../chat/protocol.ts'
import type { SlackPlan } from './protocol.ts'
import { guestOn } from './reading.ts'

interface Place {
  readonly root: MessageRef
  /** Who is to have it, or has it. */
  agent: User
  readonly bystander: User
}

const PRESS_AGAIN = 400

/** The team in Slack: each new card is claimed by the next of them, and each of its visitor's posts answered once. */
export function agentsIn(
  slack: FakeSlack,
  { people, hesitant }: Pick<SlackPlan, 'people' | 'hesitant'>,
  tell: Tell,
): void {
  const threads = new Map<string, Thread<Place>>()
  const team = answering<Place>({
    tell,
    async says({ place: { agent, root } }, text) {
      await agent.says(root.channel, text, { thread: root })
      return text
    },
    async notes({ place, isClaimed }, text) {
      const { agent, bystander, root } = place
      const who = isClaimed ? agent : bystander
      // Whoever is given it speaks to the visitor, whether they have seen that or not.
      const words = isClaimed || hesitant ? `// ${text}` : text
      await who.says(root.channel, words, { thread: root })
    },
    async takes({ place: { agent, root } }) {
      if (hesitant) await agent.says(root.channel, '!tag mine', { thread: root })
    },
  })

  slack.watches((event) => {
    if (event['type'] !== 'message') return
    const channel = stringAt(event, 'channel') ?? ''
    if (event['subtype'] === 'message_changed') changed(event['message'])
    else if (typeof event['ts'] === 'string' && !isObject(event['message'])) posted(channel, event)
  })

  function posted(channel: string, event: JsonObject) {
    const ts = stringAt(event, 'ts') ?? ''
    const thread = threads.get(stringAt(event, 'thread_ts') ?? '')
    if (thread && guestIn(stringAt(event, 'username') ?? '') === thread.guest)
      return hear(thread, ts)
    const guest =
      event['app_id'] === slack.appId ? guestOn(slack.channel(channel).message(ts).text) : null
    if (guest !== null && event['thread_ts'] === undefined) begin(guest, { channel, ts })
  }

  function changed(message: unknown) {
    const ts = stringAt(message, 'ts') ?? ''
    const card = threads.get(ts)
    if (card) return look(card)
    const thread = threads.get(stringAt(message, 'thread_ts') ?? '')
    if (thread?.posts.has(ts)) hear(thread, ts)
  }

  function begin(guest: string, root: MessageRef) {
    const at = threads.size
    const place = { root, agent: person(at), bystander: person(at + 1) }
    const thread = newThread(guest, place, at)
    threads.set(root.ts, thread)
    look(thread)
    claim(thread).catch(team.fault)
  }

  function person(at: number): User {
    return slack.user(people[at % people.length]?.toLowerCase() ?? '')
  }

  async function claim(thread: Thread<Place>) {
    await team.noteBefore(thread)
    const { agent, root } = thread.place
    if (hesitant) await pause(hesitation(thread))
    // A press that failed may have been done all the same.
    while (isFree(root)) {
      const { acknowledged } = await agent.presses(root, 'Claim')
      if (acknowledged) return
      await pause(PRESS_AGAIN)
    }
  }

  function look(thread: Thread<Place>) {
    const { place } = thread
    const { text } = cardAt(place.root)
    if (saysLeft(text)) return team.left(thread, nowOf(thread))
    const holder = people.find((name) => text.includes(`${name} has it`))
    if (holder === undefined) return
    place.agent = slack.user(holder.toLowerCase())
    team.claimed(thread)
  }

  /** Where a conversation goes on that has left this thread. */
  function nowOf(left: Thread<Place>) {
    const all = [...threads.values()].filter(({ guest }) => guest === left.guest)
    return all.findLast((one) => one !== left && !one.isLeft)
  }

  function isFree(root: MessageRef): boolean {
    return cardAt(root).buttons.includes('Claim')
  }

  function cardAt(root: MessageRef) {
    return slack.channel(root.channel).message(root)
  }

  function hear(thread: Thread<Place>, ts: string) {
    team.hear(thread, ts, slack.channel(thread.place.root.channel).message(ts).text)
  }
}
