import { describe, expect, it } from 'vitest'
import { drawPost } from '../../../src/adapters/discord/drawn-posts.ts'
import { bodyOf } from '../../../src/adapters/discord/posting.ts'
import type { Post } from '../../../src/ports.ts'

const drawing = {
  members: [],
  userOf: (member: string) => `2000000000000${member}`,
  address: () => 'https://example.com/f',
  why: () => null,
}
const mark = { outbox: 'm1', part: 1 }

/** What Discord gets, as it gets it. */
const drawn = (post: Post) => drawPost(post, drawing).map((one) => bodyOf(one, mark))

const line = (text: string, agents: number): Post => ({
  kind: 'line',
  id: 'l1',
  at: 1,
  text,
  tone: 'alert',
  for: Array.from({ length: agents }, (_, index) => String(1_000_000 + index)) as never[],
})

const failed = (name: string, reason: string): Post => ({
  kind: 'message',
  by: { name, picture: null },
  message: {
    id: 'm1',
    conversation: 'c1',
    number: 1,
    kind: 'reply',
    at: 1,
    version: 1,
    by: { kind: 'human', id: 'ana', name, role: 'agent' },
    content: { blocks: [], files: [] },
    failed: reason,
  } as never,
})

describe('what the app posts', () => {
  it.each([1, 26, 90, 150])('alerts %i agents in messages that Discord takes', (agents) => {
    const all = drawn(line('Nobody answers. '.repeat(90), agents))
    for (const { content, allowed_mentions: alerts } of all) {
      expect(content.length).toBeLessThanOrEqual(2_000)
      expect(alerts.users.length).toBeLessThanOrEqual(100)
      for (const user of content.match(/(?<=<@)\d+/g) ?? []) expect(alerts.users).toContain(user)
    }
    const alerted = new Set(all.flatMap(({ allowed_mentions: { users } }) => users))
    expect(alerted.size).toBe(agents)
    expect(all.map(({ content }) => content).join('')).toContain('Nobody answers')
  })

  it.each([78, 79, 80])('never ends a name of %i letters within a sign', (length) => {
    const name = `${'a'.repeat(length)}🦊🦊`
    for (const { content } of drawn(failed(name, 'b'.repeat(700 + length) + '🦊'.repeat(50))))
      expect(content.isWellFormed()).toBe(true)
  })
})
