import type { FakeDiscord, User } from '../../../tests/support/discord/fake-discord.ts'
import type { SeenMessage } from '../../../tests/support/discord/message-view.ts'
import type { MessageRef } from '../../../tests/support/discord/model.ts'
import { stringAt } from '../../../tests/support/slack/json.ts'
import type { JsonObject } from '../../../tests/support/slack/json.ts'
import { answering, hesitation, newThread, pause } from '../chat/answering.ts'
import type { Thread } from '../chat/answering.ts'
import { saysLeft } from '../chat/protocol.ts'
import type { Tell } from '../chat/protocol.ts'
import type { DiscordPlan } from './protocol.ts'
import { guestOn, postOf } from './reading.ts'

interface Place {
  /** The channel or thread that they write in. */
  readonly id: string
  readonly card: MessageRef
  /** Who is to have it, or has it. */
  agent: User
  readonly bystander: User
  /** Whose words stood there last. */
  last: string | null
}

const AGAIN_AFTER = 400
/** Ms until somebody believes that a command was in vain. */
const DOUBT = 4_000
/** The same of one that was taken. */
const PATIENCE = 60_000
const LOOK_AGAIN = 100

/** The team in Discord: each new card is claimed by the next of them, and each of its visitor's posts answered once. */
export function agentsIn(
  discord: FakeDiscord,
  {
    people,
    mode,
    content,
    hesitant,
  }: Pick<DiscordPlan, 'people' | 'mode' | 'content' | 'hesitant'>,
  tell: Tell,
) {
  const threads = new Map<string, Thread<Place>>()
  const team = answering<Place>({
    tell,
    async says({ place: { id, agent } }, text) {
      if (content) await agent.says({ id }, text)
      return content ? text : repliesBy(agent, id, text)
    },
    async notes({ place: { id, agent, bystander }, isClaimed }, text) {
      if (!content) return untilTaken(() => agent.runs('/note', { id }, { text }))
      const who = isClaimed ? agent : bystander
      // Whoever is given it speaks to the visitor, whether they have seen that or not.
      const words = isClaimed || hesitant ? `// ${text}` : text
      await who.says({ id }, words)
    },
    async takes({ place: { id, agent } }) {
      if (!hesitant) return
      if (content) await agent.says({ id }, '!tag mine')
      else await untilTaken(() => agent.runs('/tag', { id }, { tag: 'mine' }))
    },
  })

  discord.watches(({ t, d }) => {
    if (t === 'MESSAGE_CREATE' || t === 'MESSAGE_UPDATE') return written(d)
    // A thread hangs on its card, and has the card's id.
    if (t !== 'THREAD_CREATE' || mode !== 'thread') return
    const card = { channel: stringAt(d, 'parent_id') ?? '', id: stringAt(d, 'id') ?? '' }
    begin(card.id, seen(card))
  })

  function seen({ channel, id }: MessageRef): SeenMessage {
    return discord.channel({ id: channel }).message(id)
  }

  function written(d: JsonObject) {
    const at = { channel: stringAt(d, 'channel_id') ?? '', id: stringAt(d, 'id') ?? '' }
    const thread = threads.get(at.channel) ?? threads.get(at.id)
    if (thread) return thread.place.card.id === at.id ? look(thread) : hear(thread, seen(at))
    if (mode !== 'thread') begin(at.channel, seen(at))
  }

  function begin(id: string, card: SeenMessage) {
    const guest = guestOn(card)
    if (guest === null || threads.has(id)) return
    const at = threads.size
    const { channel } = card
    const place = {
      id,
      card: { channel, id: card.id },
      agent: person(at),
      bystander: person(at + 1),
      last: null,
    }
    const thread = newThread<Place>(guest, place, at)
    threads.set(id, thread)
    look(thread)
    claim(thread).catch(team.fault)
  }

  function person(at: number): User {
    return discord.user(people[at % people.length]?.toLowerCase() ?? '')
  }

  async function claim(thread: Thread<Place>) {
    await team.noteBefore(thread)
    const { agent, card } = thread.place
    if (hesitant) await pause(hesitation(thread))
    // A press that failed may have been done all the same.
    while (seen(card).buttons.includes('Claim')) {
      if ((await agent.presses(card, 'Claim')).acknowledged) return
      await pause(AGAIN_AFTER)
    }
  }

  async function untilTaken(work: () => Promise<{ readonly acknowledged: boolean }>) {
    while (!(await work()).acknowledged) await pause(AGAIN_AFTER)
  }

  /** Whoever is told that it failed looks whether it stands there all the same, and says it once more. */
  async function repliesBy(agent: User, id: string, words: string): Promise<string> {
    for (let text = words; ; text = `${text} (again)`) {
      const { acknowledged } = await agent.runs('/reply', { id }, { text })
      if (await isShown(id, text, acknowledged ? PATIENCE : DOUBT)) return text
      if (acknowledged) return text
    }
  }

  /** Whether it comes to stand in the thread within so many ms. */
  async function isShown(id: string, text: string, within: number): Promise<boolean> {
    const channel = discord.channel({ id })
    for (let waited = 0; waited < within; waited += LOOK_AGAIN) {
      if (channel.texts().some((one) => one.includes(text))) return true
      await pause(LOOK_AGAIN)
    }
    return false
  }

  function look(thread: Thread<Place>) {
    const { place } = thread
    const { text } = seen(place.card)
    if (saysLeft(text)) return team.left(thread, nowOf(thread.guest, thread))
    const holder = people.find((name) => text.includes(`${name} has it`))
    if (holder === undefined) return
    place.agent = discord.user(holder.toLowerCase())
    team.claimed(thread)
  }

  function hear(thread: Thread<Place>, message: SeenMessage) {
    const { place } = thread
    const post = postOf(message, place.last)
    place.last = post.isVisitors ? post.by : null
    if (post.isVisitors && post.by === thread.guest) team.hear(thread, message.id, post.text)
  }

  /** The thread of this guest that goes on, or of several that may be the newest. */
  function nowOf(guest: string, left?: Thread<Place>) {
    const all = [...threads.values()].filter((one) => one.guest === guest)
    return all.findLast((one) => one !== left && !one.isLeft)
  }

  /** Closes what is over. */
  async function close(guest: string) {
    const thread = nowOf(guest)
    if (!thread) return
    const { agent, id } = thread.place
    if (content) await agent.says({ id }, '!close answered')
    else await untilTaken(() => agent.runs('/close', { id }, { outcome: 'answered' }))
  }

  return { close: (guest: string) => void close(guest).catch(team.fault) }
}
