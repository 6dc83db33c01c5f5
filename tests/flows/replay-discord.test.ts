import { afterEach, describe, expect, it } from 'vitest'
import type { ChatHouse } from '../../scripts/replay/chat/house.ts'
import { replayInChat } from '../../scripts/replay/chat/replay.ts'
import { openDiscordHouse } from '../../scripts/replay/discord/house.ts'
import { oddChats } from '../support/odd-chats.ts'

// More than fits into one of Discord's messages, and what would be formatting there.
const LONG = Array.from({ length: 60 }, (_, line) => `${line}: it goes on for a long while`).join(
  '\n',
)
const MORE = [LONG, '> no quote', '-# not small', '- no list', '**not bold** ||open|| <@123456>']

const asked = { weather: true, pace: 50, seed: 5, agents: 6, walls: false } as const

describe('a replay to a team in Discord', () => {
  let house: ChatHouse | null = null

  afterEach(async () => house?.close(), 30_000)

  it('brings every word into its thread and every reply back, once and in order, in bad weather and through two kills', async () => {
    const chats = oddChats(36, MORE)
    house = await openDiscordHouse(chats, { ...asked, mode: 'forum', content: true, placesEach: 4 })
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
  }, 120_000)
})
