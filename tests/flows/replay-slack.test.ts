import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatHouse } from '../../scripts/replay/chat/house.ts'
import { replayInChat } from '../../scripts/replay/chat/replay.ts'
import { openSlackHouse } from '../../scripts/replay/slack/house.ts'
import { compareTexts } from '../../scripts/replay/chat/texts.ts'
import { oddChats } from '../support/odd-chats.ts'

const chats = oddChats(36)

describe('a replay to a team in Slack, in bad weather, while the server is ended twice without warning', () => {
  let house: ChatHouse

  beforeAll(async () => {
    const slack = { mode: 'socket', weather: true, pace: 50, seed: 5, agents: 6 } as const
    house = await openSlackHouse(chats, slack)
  }, 30_000)

  afterAll(async () => house.close(), 30_000)

  it('brings every word into its thread and every reply back, once and in order', async () => {
    const { verdict, weathered } = await replayInChat(chats, {
      ...house,
      atOnce: chats.length,
      patience: 40_000,
      kill: { server: house.server, times: 2, seed: 5 },
    })

    const words = chats.flatMap(({ turns }) => turns).length
    const flawless = { refused: 0, lost: 0, doubled: 0, outOfOrder: 0, changed: 0 }
    expect(verdict.faults).toEqual([])
    expect(verdict.kills).toHaveLength(2)
    expect(weathered.troubles).not.toEqual({})
    expect(verdict.toDesk).toMatchObject({ ...flawless, sent: words, arrived: words })
    expect(verdict.toVisitor).toMatchObject(flawless)
    expect(verdict.isSound).toBe(true)
  }, 90_000)
})

describe('a comparison of texts that may be said several times', () => {
  const flawless = { lost: [], doubled: [], outOfOrder: [] }

  it('finds nothing when all is there, as often as it was said and in order', () => {
    expect(compareTexts(['ok', 'yes', 'ok'], ['ok', 'yes', 'ok'])).toEqual(flawless)
  })

  it('finds what is missing once of twice', () => {
    expect(compareTexts(['ok', 'yes', 'ok'], ['ok', 'yes'])).toEqual({ ...flawless, lost: ['ok'] })
  })

  it('finds what is there once too often', () => {
    const twice = compareTexts(['ok', 'yes'], ['ok', 'yes', 'yes'])
    expect(twice).toEqual({ ...flawless, doubled: ['yes'] })
  })

  it('finds what changed places', () => {
    const { outOfOrder } = compareTexts(['one', 'two', 'three'], ['one', 'three', 'two'])
    expect(outOfOrder).toEqual(['two'])
  })
})
