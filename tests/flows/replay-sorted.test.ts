import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { replayInChat } from '../../scripts/replay/chat/replay.ts'
import { replay } from '../../scripts/replay/replay.ts'
import { prepareServer } from '../../scripts/replay/server.ts'
import { ownSettings } from '../../scripts/replay/settings.ts'
import { openSlackHouse } from '../../scripts/replay/slack/house.ts'
import { taxonomyText } from '../../scripts/replay/sorted/labels.ts'
import { untilLearnt } from '../../scripts/replay/sorted/learnt.ts'
import { wishes } from '../support/wishes.ts'

const sorting = { wait: '0s' }
const chats = wishes(18)
const WORDS = chats.flatMap(({ turns }) => turns).length
const asked = { atOnce: chats.length, patience: 40_000 }

const FLAWLESS = { refused: 0, lost: 0, doubled: 0, outOfOrder: 0, changed: 0 }
/** All is at both ends, once and in order, though the server was ended on the way. */
const WHOLE = {
  faults: [],
  kills: [{}],
  toDesk: { ...FLAWLESS, sent: WORDS, arrived: WORDS },
  toVisitor: FLAWLESS,
  isSound: true,
}

it('conversations that are sorted while they go on lose nothing at the desk, though the server is ended without warning', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-replay-test-'))
  const settings = ownSettings([...new Set(chats.map(({ domain }) => domain))], '0s', sorting)
  const server = await prepareServer({ folder, settings, taxonomy: taxonomyText() })
  onTestFinished(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })
  await server.start()
  await untilLearnt(folder)
  const verdict = await replay(chats, {
    ...asked,
    url: server.url,
    link: server.link() ?? '',
    agents: 4,
    inboxOf: ({ domain }) => domain,
    hesitant: true,
    kill: { server, times: 1, seed: 3 },
  })
  expect(verdict).toMatchObject(WHOLE)
  expect(verdict.moves.seen).toBeGreaterThan(0)
}, 60_000)

it('conversations that are sorted while they go on are whole in the thread in Slack that they went to', async () => {
  const slack = { mode: 'socket', weather: false, pace: 50, seed: 5, agents: 6, sorting } as const
  const house = await openSlackHouse(chats, { ...slack, channelsEach: 2 })
  onTestFinished(house.close, 30_000)
  await untilLearnt(house.folder)
  const kill = { server: house.server, times: 1, seed: 3 }
  const { verdict } = await replayInChat(chats, { ...asked, ...house, kill })
  expect(verdict).toMatchObject(WHOLE)
  expect(verdict.moves.seen).toBeGreaterThan(0)
}, 60_000)
