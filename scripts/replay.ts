// Replays real visitors' chats through the widget's public API, with agents answering at the desk, in Slack
// or in Discord, and says what became of each message. `npm run replay -- FILE`; `--help` tells the rest.
import '../src/require-node.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments, USAGE } from './replay/arguments.ts'
import type { Arguments } from './replay/arguments.ts'
import { readChats } from './replay/chats.ts'
import type { Chat } from './replay/chats.ts'
import { showProgress } from './replay/progress.ts'
import { replay } from './replay/replay.ts'
import type { ReplayOptions } from './replay/replay.ts'
import { killLine, progressLine, reportOf } from './replay/report.ts'
import { prepareServer } from './replay/server.ts'
import { ownSettings } from './replay/settings.ts'
import { untilLearnt } from './replay/sorted/learnt.ts'
import { taxonomyText } from './replay/sorted/labels.ts'
import type { ChatHouse } from './replay/chat/house.ts'
import { replayInChat } from './replay/chat/replay.ts'
import { weatherReport } from './replay/chat/weather-report.ts'
import { openDiscordHouse } from './replay/discord/house.ts'
import { openSlackHouse } from './replay/slack/house.ts'

const PATIENCE = 60_000
/** A chat's answers may take their ten seconds, and then some tries. */
const CHAT_PATIENCE = 120_000

async function main(): Promise<boolean> {
  const read = readArguments(process.argv.slice(2))
  if (!read.ok) {
    console.error(`${read.sentence}\n\n${USAGE}`)
    return false
  }
  const chats = readChats(read.given.file, read.given.limit)
  if (chats.length === 0) throw new Error(`${read.given.file} holds no chats.`)
  const { slack, discord, agents, keep, sorting } = read.given
  if (slack)
    return inChat(
      chats,
      read.given,
      await openSlackHouse(chats, { ...slack, agents, keep, sorting }),
    )
  if (discord)
    return inChat(
      chats,
      read.given,
      await openDiscordHouse(chats, { ...discord, agents, keep, sorting }),
    )
  return read.given.url === null ? onOwnServer(chats, read.given) : onServer(chats, read.given)
}

async function onServer(chats: readonly Chat[], given: Arguments): Promise<boolean> {
  const { url, link, inbox } = given
  if (url === null || link === null || inbox === null) throw new Error(USAGE)
  return run(chats, given, { url, link, inboxOf: () => inbox, kill: null, hesitant: false })
}

async function onOwnServer(chats: readonly Chat[], given: Arguments): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-replay-'))
  const inboxes = [...new Set(chats.map(({ domain }) => domain))]
  const { sorting } = given
  const settings = ownSettings(inboxes, '0s', sorting)
  const server = await prepareServer({ folder, settings, taxonomy: sorting && taxonomyText() })
  try {
    const ms = await server.start()
    if (sorting) await untilLearnt(folder)
    console.log(`Started on ${server.url} in ${Math.round(ms)} ms; its data is in ${folder}`)
    const kill = given.kill && { ...given.kill, server }
    const link = server.link() ?? ''
    const hesitant = sorting !== null
    const inboxOf = ({ domain }: Chat) => domain
    return await run(chats, given, { url: server.url, link, inboxOf, kill, hesitant })
  } finally {
    await server.stop()
    if (!given.keep) rmSync(folder, { recursive: true })
  }
}

async function inChat(chats: readonly Chat[], given: Arguments, house: ChatHouse) {
  const { atOnce, sorting } = given
  console.log(`Started on ${house.url}; its data is in ${house.folder}`)
  try {
    if (sorting) await untilLearnt(house.folder)
    const { weathered, verdict } = await withProgress(given, (ears) =>
      replayInChat(chats, {
        ...house,
        ...ears,
        atOnce,
        patience: CHAT_PATIENCE,
        kill: given.kill && { ...given.kill, server: house.server },
      }),
    )
    console.log(`\n${reportOf(verdict, house.chat)}\n\n${weatherReport(weathered)}`)
    return verdict.isSound
  } finally {
    await house.close()
  }
}

type Where = Pick<ReplayOptions, 'url' | 'link' | 'inboxOf' | 'kill' | 'hesitant'>

async function run(chats: readonly Chat[], given: Arguments, where: Where): Promise<boolean> {
  const { atOnce, agents } = given
  const verdict = await withProgress(given, (ears) =>
    replay(chats, { ...where, ...ears, atOnce, agents, patience: PATIENCE }),
  )
  console.log(`\n${reportOf(verdict)}`)
  return verdict.isSound
}

type Ears = Required<Pick<ReplayOptions, 'begins' | 'killed'>>

/** Shows how far it is while it goes on. */
async function withProgress<T>({ kill }: Arguments, work: (ears: Ears) => Promise<T>): Promise<T> {
  if (kill) console.log(`To be killed ${kill.times} times, seed ${kill.seed}`)
  let draw = () => 'The team gathers.'
  const progress = showProgress(() => draw())
  try {
    return await work({
      begins: (tally) => (draw = () => progressLine(tally())),
      killed: (one) => progress.say(killLine(one)),
    })
  } finally {
    progress.end()
  }
}

main().then(
  (isSound) => (process.exitCode = isSound ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
