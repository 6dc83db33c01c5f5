import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { discordListening } from '../../../src/adapters/discord/listening.ts'
import { firstIdOf } from '../../../src/adapters/discord/snowflakes.ts'
import { aMember } from '../../support/desk.ts'
import { changed, us } from './payload.ts'

const NOW = Date.UTC(2026, 10, 20)
const OLD = firstIdOf(NOW - 3_600_000)
const ANA = '200000000000000001'
const NAMED = { content: `<@${us.userId}> close 1001` }

/** Ears at a server in which one thread is a conversation’s, and Ana is of the team. */
function ears(thread = OLD) {
  const kept: { id: string; lane: string }[] = []
  const heard: string[] = []
  const typing: boolean[] = []
  const asked: string[] = []
  let looked = Promise.resolve()
  const listening = discordListening({
    inbox: { typing: async (_, __, on) => void typing.push(on) },
    people: {
      async memberOf({ id }) {
        asked.push(id)
        return id === ANA ? aMember('Ana') : null
      },
    },
    guild: () => '100000000000000003',
    taking: {
      async keep({ id, lane }) {
        if (id === 'message:13') throw new Error('The disk is full.')
        kept.push({ id, lane })
      },
    },
    missed: { heard: (id) => void heard.push(id), unkept: () => void heard.push('unkept') },
    whose: {
      async conversationIn(channel) {
        await looked
        return channel === thread ? ('c1' as never) : null
      },
    },
    self: () => us,
    log: pino({ level: 'silent' }),
  })
  onTestFinished(() => listening.stop())
  /** The next looks, whose it is, take until this is called. */
  const hesitates = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    looked = promise
    return resolve
  }
  return { listening, kept, heard, typing, asked, hesitates }
}

const said = (channel_id: string, fields: Readonly<Record<string, unknown>> = {}) =>
  changed('message', { channel_id, ...fields })

describe('of what the gateway tells', () => {
  it('what is about a conversation is kept in its order, and marks how far was heard', async () => {
    const { listening, kept, heard, hesitates } = ears()
    const goOn = hesitates()
    for (const id of ['7', '8', '9']) listening.hear(said(OLD, { id }))
    goOn()
    await listening.stop()
    expect(kept.map(({ id }) => id)).toEqual(['message:7', 'message:8', 'message:9'])
    expect(heard).toEqual(['7', '8', '9'])
  })

  it('what is said elsewhere in the server is not kept', async () => {
    const { listening, kept, heard } = ears('5')
    listening.hear(said(OLD))
    await listening.stop()
    expect(kept).toEqual([])
    expect(heard).toHaveLength(1)
  })

  it('the deletion of a card is kept with its thread, whose id it has', async () => {
    const { listening, kept } = ears()
    listening.hear({ t: 'MESSAGE_DELETE', d: { id: OLD, channel_id: '5' } })
    await listening.stop()
    expect(kept).toEqual([{ id: `removed:${OLD}`, lane: OLD }])
  })

  it('what a member tells the app by its name outside of threads is kept, and nobody else’s', async () => {
    const { listening, kept } = ears('5')
    listening.hear(said(OLD, { ...NAMED, id: '7' }))
    listening.hear(said(OLD, { ...NAMED, id: '8', author: { id: '6', username: 'mallory' } }))
    await listening.stop()
    expect(kept).toEqual([{ id: 'message:7', lane: OLD }])
  })

  it('what happens in another server is let pass, and nobody is asked who did it', async () => {
    const { listening, kept, heard, asked } = ears('5')
    listening.hear(said(OLD, { ...NAMED, guild_id: '4', member: { roles: [] } }))
    await listening.stop()
    expect({ kept, heard, asked }).toEqual({ kept: [], heard: [], asked: [] })
  })

  it('what could not be kept is read again', async () => {
    const { listening, kept, heard } = ears()
    for (const id of ['13', '14']) listening.hear(said(OLD, { id }))
    await listening.stop()
    expect(kept.map(({ id }) => id)).toEqual(['message:14'])
    expect(heard).toEqual(['unkept', '14'])
  })

  it('what was read back is kept, and not what was said elsewhere', async () => {
    const { listening, kept, heard } = ears()
    await listening.read(said(OLD, { id: '7' }).d)
    await listening.read(said('5', { ...NAMED, id: '8' }).d)
    expect(kept).toEqual([{ id: 'message:7', lane: OLD }])
    expect(heard).toEqual([])
  })

  it('typing is told on, and that it ended when what was typed comes', async () => {
    const { listening, typing } = ears()
    listening.hear({ t: 'TYPING_START', d: { channel_id: OLD, user_id: ANA } })
    await expect.poll(() => typing).toEqual([true])
    listening.hear(said(OLD))
    await expect.poll(() => typing).toEqual([true, false])
  })
})
