import { describe, expect, it } from 'vitest'
import type { AgentId, MessageId } from '../../src/conversation/ids.ts'
import { plainText, textContent } from '../../src/conversation/message.ts'
import { hasLeft } from '../../src/conversation/places.ts'
import type { Receipt } from '../../src/ports.ts'
import { world } from '../support/world.ts'

/** Numbers from 0 to 1, the same for each seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const DOWN: Receipt = { ok: false, kind: 'retry', reason: 'Down.' }

/** Many hands on one conversation, side by side, in weather that fails now and then. */
async function crowd(seed: number) {
  const scene = await world({ hold: 2_000 })
  const { clock, team, inSlack, database, door, slack, chat, delivery } = scene
  const random = chance(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const hands = [await scene.member('Ana'), await scene.member('Ben')]
  hands.push(await scene.member('Cleo', 'supervisor'), await scene.member('Luna', 'creator'))
  door.weather(() => (random() < 0.1 ? DOWN : 'ok'))
  for (const one of [chat, slack]) one.weather(() => () => (random() < 0.1 ? DOWN : 'ok'))
  await scene.write('first')
  const { id } = await scene.current()
  let count = 0
  const words = (kind: string) => `${kind}-${seed}-${(count += 1)}`
  const fresh = () => `deed-${(count += 1)}`
  const messages = () => database.store.history(id, 1_000)

  /** Some of what is due goes out: a card that waits behind words that failed is due for long. */
  async function settled() {
    for (let times = 0; times < 5; times += 1) {
      await delivery.idle()
      const lanes = await database.outbox.lanes()
      delivery.wake(lanes.filter(({ at }) => at <= clock.at).map(({ lane }) => lane))
    }
    await delivery.idle()
  }

  async function act(): Promise<unknown> {
    const by: AgentId = pick(hands)
    const where = random() < 0.5 ? team : inSlack
    const all = await messages()
    const some = pick(all)
    const say = (intent: 'auto' | 'reply' | 'gated' | 'note') =>
      where.message({
        id: fresh(),
        by,
        conversation: id,
        content: textContent(words(intent)),
        intent,
        ref: null,
      })
    const give = (name: string, args: Record<string, string> = {}) =>
      where.command({ id: fresh(), by, conversation: id, name, args })
    return pick([
      () => scene.write(words('visitor')),
      () => say('auto'),
      () => say('auto'),
      () => say('reply'),
      () => say('gated'),
      () => say('note'),
      () => give('claim'),
      () => give('claim'),
      () => give('join'),
      () => give('release'),
      () => give('takeover'),
      () => give('assign', { agent: pick(['Ana', 'Ben', 'Cleo']) }),
      () => give('transfer', { agent: pick(['Ana', 'Ben']), note: words('note') }),
      () => give('close', { outcome: 'answered', note: words('note') }),
      () => give('reopen'),
      () => give('whisper', { to: pick(['Ana', 'Ben']), text: words('whisper') }),
      () => give('move', { to: pick(['desk', 'slack']) }),
      () => give('mirror', { to: pick(['desk', 'slack']) }),
      () => give('send', { message: some.id }),
      () => give('undo', { message: some.id }),
      () => give('retry', { message: some.id }),
      () => where.removed({ id: fresh(), by, message: some.id }),
      () => where.reacted({ id: fresh(), by, message: some.id, emoji: '👍', on: random() < 0.7 }),
      () =>
        where.edited({
          id: fresh(),
          by,
          message: some.id,
          content: textContent(words('edited')),
          intent: pick(['auto', 'note'] as const),
        }),
      async () => {
        const ref = await database.store.thread('slack', id)
        if (ref !== null && random() < 0.3) slack.threads.delete(ref)
      },
    ])()
  }

  for (let round = 0; round < 40; round += 1) {
    await Promise.all(Array.from({ length: 4 }, act))
    if (random() < 0.5) clock.at += Math.floor(random() * 3_000)
    if (random() < 0.3) await settled()
  }
  door.weather(() => 'ok')
  for (const one of [chat, slack]) one.weather(() => () => 'ok')
  for (let minute = 0; minute < 10; minute += 1) {
    clock.at += 61_000
    await settled()
  }
  return { ...scene, id, messages }
}

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1)

describe('many hands on one conversation', () => {
  it.each(SEEDS)(
    'leave the visitor with what was said to them, as it is by now (%i)',
    async (seed) => {
      const { door, messages, database } = await crowd(seed)
      const expected = (await messages())
        .filter(({ kind, removedAt, withdrawnAt }) => kind !== 'note' && !removedAt && !withdrawnAt)
        .map(({ content }) => plainText(content))
      expect(await database.outbox.counts()).toMatchObject({ waiting: 0, dead: 0 })
      expect(door.sees().toSorted()).toEqual(expected.toSorted())
    },
  )

  it.each(SEEDS)(
    'leave each chat of the team with all that was said, and no whisper (%i)',
    async (seed) => {
      const { current, messages, database, chat, slack, id } = await crowd(seed)
      const now = await current()
      const all = await messages()
      for (const one of [chat, slack]) {
        const ref = await database.store.thread(one.chat.name, id)
        const posts = ref === null ? [] : [...(one.threads.get(ref)?.values() ?? [])]
        const shown = new Map(
          posts.flatMap((post) =>
            post.kind === 'message' ? [[post.message.id, post.message]] : [],
          ),
        )
        for (const message of all.filter(({ to }) => to)) expect(shown.has(message.id)).toBe(false)
        if (!now.places.some((place) => place.chat === one.chat.name)) continue
        expect(hasLeft(now, one.chat.name)).toBe(false)
        const open = all.filter(({ to }) => !to)
        const states = (list: readonly { id: MessageId; version: number; removedAt?: number }[]) =>
          list.map((it) => `${it.id} ${it.version} ${it.removedAt !== undefined}`).toSorted()
        // A thread that was taken away and not written in since comes back with the next word.
        const stands = ref !== null && one.threads.has(ref)
        expect(states([...shown.values()])).toEqual(stands ? states(open) : [])
      }
    },
  )
})
