import { describe, expect, it } from 'vitest'
import type { Door } from '../../src/conversation/conversation.ts'
import type { ConversationId, MessageId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { PublicMessage, VisitorChannel } from '../../src/ports.ts'

export interface ChannelRig {
  readonly channel: VisitorChannel
  /** The door of a visitor who is there, and one of nobody. */
  readonly door: Door
  readonly nobody: Door
  /** What the visitor’s screen shows, as text, in its order; removed messages are not there. */
  shows(): Promise<readonly string[]>
  /** What stands under a message on their screen, for channels that show it. */
  reactions?(
    message: MessageId,
  ): Promise<{ readonly team: readonly string[]; readonly own: readonly string[] }>
  /** The visitor writes; resolves with what their screen was told, and then has it. */
  writes(text: string, id: string): Promise<'received' | 'refused'>
  /** What the road has taken in, as text. */
  taken(): Promise<readonly string[]>
}

/** What every VisitorChannel keeps to. `rig` makes a fresh one, with a visitor. */
export function visitorChannelContract(name: string, rig: () => Promise<ChannelRig>) {
  const message = (number: number, text: string): PublicMessage => ({
    id: `m-${number}` as MessageId,
    conversation: 'c-1' as ConversationId,
    number,
    from: { kind: 'human', name: 'Ana', picture: null },
    content: textContent(text),
    at: number,
    editedAt: null,
  })

  describe(`${name}: what is sent`, () => {
    it('is on the visitor’s screen when the receipt says so, in the order of sending', async () => {
      const { channel, door, shows } = await rig()
      for (const [index, text] of ['One', 'Two', 'Three'].entries()) {
        expect(await channel.send(door, message(index + 1, text))).toMatchObject({ ok: true })
      }
      expect(await shows()).toEqual(['One', 'Two', 'Three'])
    })

    it('is there once, however often it is sent', async () => {
      const { channel, door, shows } = await rig()
      const receipts = []
      for (let count = 0; count < 3; count += 1)
        receipts.push(await channel.send(door, message(1, 'Once')))
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1)
      expect(await shows()).toEqual(['Once'])
    })

    it('to nobody is gone, with a reason, and nothing is thrown', async () => {
      const { channel, nobody } = await rig()
      const receipts = [
        await channel.send(nobody, message(1, 'Hello?')),
        await channel.edit?.(nobody, message(1, 'Hello!')),
        await channel.remove?.(nobody, message(1, '').id),
        await channel.react?.(nobody, message(1, '').id, ['👍'], []),
        await channel.state?.(nobody, { status: 'waiting', agent: null }),
      ].filter((receipt) => receipt !== undefined)
      for (const receipt of receipts) {
        expect(receipt).toMatchObject({ ok: false, kind: 'gone' })
        expect(!receipt.ok && receipt.reason).toMatch(/\w+.*\.$/)
      }
    })

    it('stays text, whatever it looks like', async () => {
      const { channel, door, shows } = await rig()
      const texts = [
        '<b>bold</b> & <script>alert(1)</script>',
        '*not* _marked_ `up`',
        '{"a":1}',
        '\\n ${x}',
      ]
      for (const [index, text] of texts.entries())
        await channel.send(door, message(index + 1, text))
      expect(await shows()).toEqual(texts)
    })
  })

  describe(`${name}: what is changed`, () => {
    it('shows its new words in its old place', async () => {
      const { channel, door, shows } = await rig()
      if (!channel.edit) return
      await channel.send(door, message(1, 'Helo'))
      await channel.send(door, message(2, 'Later'))
      expect(await channel.edit(door, { ...message(1, 'Hello'), editedAt: 3 })).toMatchObject({
        ok: true,
      })
      expect(await shows()).toEqual(['Hello', 'Later'])
      await channel.send(door, message(1, 'Helo'))
      expect(await shows()).toEqual(['Hello', 'Later'])
    })

    it('is gone when it is removed, and a late second delivery does not bring it back', async () => {
      const { channel, door, shows } = await rig()
      if (!channel.remove) return
      await channel.send(door, message(1, 'Sorry, wrong chat'))
      await channel.send(door, message(2, 'Hello'))
      for (let count = 0; count < 2; count += 1) {
        expect(await channel.remove(door, message(1, '').id)).toMatchObject({ ok: true })
      }
      await channel.send(door, message(1, 'Sorry, wrong chat'))
      await channel.edit?.(door, { ...message(1, 'Sorry, wrong chat!'), editedAt: 3 })
      expect(await shows()).toEqual(['Hello'])
    })

    it('is nothing when it was never there', async () => {
      const { channel, door, shows } = await rig()
      if (!channel.remove) return
      expect(await channel.remove(door, 'never' as MessageId)).toMatchObject({ ok: true })
      expect(await shows()).toEqual([])
    })
  })

  describe(`${name}: what is set on a message`, () => {
    it('stands under it as it is now, however often it is told', async () => {
      const { channel, door, reactions } = await rig()
      if (!channel.react || !reactions) return
      const { id } = message(1, '')
      await channel.send(door, message(1, 'Hello'))
      for (let count = 0; count < 2; count += 1)
        expect(await channel.react(door, id, ['👍', '🎉'], ['❤️'])).toMatchObject({ ok: true })
      expect(await reactions(id)).toEqual({ team: ['👍', '🎉'], own: ['❤️'] })
      await channel.react(door, id, ['🎉'], [])
      expect(await reactions(id)).toEqual({ team: ['🎉'], own: [] })
    })

    it('stays when its words change, and goes with it', async () => {
      const { channel, door, reactions } = await rig()
      if (!channel.react || !reactions) return
      const { id } = message(1, '')
      await channel.send(door, message(1, 'Helo'))
      await channel.react(door, id, ['👍'], [])
      await channel.edit?.(door, { ...message(1, 'Hello'), editedAt: 3 })
      await channel.send(door, message(1, 'Helo'))
      expect(await reactions(id)).toEqual({ team: ['👍'], own: [] })
      await channel.remove?.(door, id)
      await channel.react(door, id, ['👍'], [])
      expect(await reactions(id)).toEqual({ team: [], own: [] })
    })

    it('is nothing where the message never was', async () => {
      const { channel, door, shows } = await rig()
      if (!channel.react) return
      expect(await channel.react(door, 'never' as MessageId, ['👍'], [])).toMatchObject({
        ok: true,
      })
      expect(await shows()).toEqual([])
    })
  })

  describe(`${name}: what the visitor writes`, () => {
    it('is received when the road has taken it, once for each id', async () => {
      const { writes, taken } = await rig()
      const id = 'an-id-of-the-visitor-s-own'
      const fates = await Promise.all([
        writes('Hello', id),
        writes('Hello', id),
        writes('Hello', id),
      ])
      expect(fates).toEqual(['received', 'received', 'received'])
      expect(await taken()).toEqual(['Hello'])
    })

    it('comes back to nobody as an arrival', async () => {
      const { channel, door, writes, taken } = await rig()
      await writes('Hello', 'the-first-message-id')
      await channel.send(door, {
        ...message(9, 'Hello'),
        from: { kind: 'visitor', name: 'Nina', picture: null },
      })
      expect(await taken()).toEqual(['Hello'])
    })

    it('is refused when there is nothing in it', async () => {
      const { writes, taken } = await rig()
      expect(await writes(' \n ', 'an-empty-message-s-id')).toBe('refused')
      expect(await taken()).toEqual([])
    })
  })
}
