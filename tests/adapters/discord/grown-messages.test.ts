import { expect, it } from 'vitest'
import { directMessages } from '../../../src/adapters/discord/direct-messages.ts'
import type { Letter } from '../../../src/adapters/discord/direct-messages.ts'
import { doorOf } from '../../../src/adapters/discord/fans/addresses.ts'
import { fanRecords } from '../../../src/adapters/discord/fans/records.ts'
import type { Gateway } from '../../../src/adapters/discord/gateway.ts'
import { textContent } from '../../../src/conversation/message.ts'
import type { PublicMessage } from '../../../src/ports.ts'
import { fansDoor } from '../../support/fans-door.ts'

const words = (letter: string) => Array.from({ length: 600 }, (_, at) => `${letter}${at}`).join(' ')

it('a visitor reads all of a reply that an edit made short and another one long again', async () => {
  const { discord, database, door, demo, nina } = await fansDoor()
  const { id: channel } = discord.channel('@nina')
  await fanRecords(database.feed).change(nina.id, () => ({ channel, inbox: demo }))
  const to = doorOf({ user: nina.id, inbox: demo })
  const reply = (text: string, editedAt: number | null): PublicMessage => ({
    id: 'm1' as never,
    conversation: 'c1' as never,
    number: 1,
    from: { kind: 'human', name: 'Ana', picture: null },
    content: textContent(text),
    at: Date.now(),
    editedAt,
  })
  await door.send(to, reply(words('a'), null))
  await door.edit?.(to, reply('Never mind', 1))
  await door.edit?.(to, reply(words('b'), 2))
  const read = nina.messages().flatMap(({ text }) => text.split(/\s+/))
  expect(read).toEqual(expect.arrayContaining(words('b').split(' ')))
})

/** Direct messages that stand, as a Discord would hold them. */
function mailbox() {
  const stands = new Map<string, string>()
  let count = 0
  const gateway: Gateway = {
    async call({ method, route, body }) {
      const id = route.split('/').at(-1) ?? ''
      const { content = '' } = (body ?? {}) as { content?: string }
      if (method === 'DELETE') stands.delete(id)
      if (method === 'PATCH') stands.set(id, content)
      if (method !== 'POST') return { ok: true, data: [] }
      count += 1
      if (route.endsWith('/messages')) stands.set(String(count), content)
      return { ok: true, data: { id: String(count) } }
    },
    mayBeMended: () => undefined,
    stop: async () => undefined,
  }
  return { stands, letters: directMessages({ gateway, clock: { now: () => 1 } }) }
}

it('so does who is whispered to', async () => {
  const { stands, letters } = mailbox()
  const letter = (...parts: string[]): Letter => ({
    id: 'm1',
    since: 2,
    parts: parts.map((content) => ({ content })),
  })
  const first = await letters.send('7', letter('one', 'two'))
  const second = await letters.change(first.ok ? first.ref : '', letter('short'))
  await letters.change(second?.ok ? second.ref : '', letter('three', 'four'))
  expect([...stands.values()].map((one) => one.replaceAll(/[^a-z]/g, ''))).toEqual([
    'three',
    'four',
  ])
})
