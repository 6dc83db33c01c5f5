// Measures a team in Slack under a Slack that refuses whatever comes faster than Slack takes it. `npm run bench:slack`.
import '../src/require-node.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoggedCall } from '../tests/support/slack/api.ts'
import { openOffice } from './slack-office.ts'

/** Slack and all its limits go so many times as fast; the figures are for Slack as it is. */
const PACE = 4
const VISITORS = 50
const WRITING = 30_000
/** Between two messages of one visitor, two replies of the team, two new conversations (ms). */
const BETWEEN = { words: 2_000, replies: 1_500, arrivals: 2_000 }
const LONGEST_END = 180_000
const ANSWERS = 10

interface Figures {
  readonly channels: number
  readonly said: number
  readonly shown: number
  readonly outOfOrder: number
  readonly refused: number
  readonly replies: number
  readonly behindCards: number
  readonly posts: number
  readonly words: number
}

const folder = mkdtempSync(join(tmpdir(), 'greenroom-bench-'))

async function measure(channels: readonly string[]): Promise<Figures> {
  const office = await openOffice(folder, channels, PACE)
  const { slack } = office
  const said = new Map<string, number>()
  const replied = new Map<string, number>()
  const ending = new AbortController()

  const texts = () =>
    channels.flatMap((name) =>
      slack
        .channel(name)
        .threads()
        .map((thread) => thread.texts().flatMap((text) => text.split('\n'))),
    )
  const shown = () =>
    texts()
      .flat()
      .filter((line) => said.has(line))

  async function begin(name: string) {
    const send = await office.visitor()
    let number = 0
    return () => {
      const text = `${name}: ${(number += 1)}`
      said.set(text, Date.now())
      send(text)
    }
  }

  async function every(ms: number, work: (index: number) => Promise<unknown> | void) {
    for (let index = 0; !ending.signal.aborted; index += 1) {
      await work(index)
      await pause(ms, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  }

  async function reply(index: number) {
    const thread = office.threads[index % ANSWERS]
    if (thread === undefined) return
    const text = `answer ${index}`
    await office.reply(thread, text)
    replied.set(text, Date.now())
  }

  say(`${channels.length} in the route: ${VISITORS} threads open`)
  const visitors = await Promise.all(
    Array.from({ length: VISITORS }, (_, index) => begin(`v${index}`)),
  )
  for (const write of visitors) write()
  await until(() => shown().length === VISITORS)
  for (const thread of office.threads.slice(0, ANSWERS)) await office.claim(thread)
  say('all write')
  const from = Date.now()
  const work = [
    ...visitors.map((write, index) =>
      pause((index * BETWEEN.words) / VISITORS).then(() => every(BETWEEN.words, write)),
    ),
    every(BETWEEN.replies, reply),
    every(BETWEEN.arrivals, async (index) => (await begin(`new${index}`))()),
  ]
  await pause(WRITING)
  const to = Date.now()
  const busy = posts(slack.calls(), from, to)
  const words = shown().length - VISITORS
  ending.abort()
  await Promise.all(work)
  say('the rest comes')
  const gone = () => [...replied.keys()].every((text) => postOf(slack.calls(), text))
  await until(() => shown().length >= said.size && gone())
  const calls = slack.calls()
  const figures: Figures = {
    channels: channels.length,
    said: said.size,
    shown: new Set(shown()).size,
    outOfOrder: texts().filter((lines) => isOutOfOrder(lines.filter((one) => said.has(one))))
      .length,
    refused: calls.filter(({ error }) => error === 'http 429').length,
    replies: replied.size,
    behindCards: [...replied].filter(([text, at]) => waitedBehindCards(calls, text, at)).length,
    posts: (busy.length / (to - from)) * (1_000 / PACE),
    words: (words / (to - from)) * (1_000 / PACE),
  }
  for (const sentence of [...office.wrong, ...slack.complaints()]) console.log(sentence)
  await office.close()
  return figures
}

/** Posts that Slack took between two times. */
function posts(calls: readonly LoggedCall[], from: number, to: number): readonly LoggedCall[] {
  return calls.filter(
    ({ method, error, at }) =>
      method === 'chat.postMessage' && error === null && at >= from && at <= to,
  )
}

function postOf(calls: readonly LoggedCall[], text: string): LoggedCall | undefined {
  return calls.find(({ method, args }) => method === 'chat.postMessage' && args['text'] === text)
}

/** Once what was said before it in its thread was out, more cards went before it than the one that was under way. */
function waitedBehindCards(calls: readonly LoggedCall[], text: string, at: number): boolean {
  const post = postOf(calls, text)
  if (!post) return true
  const { channel, thread_ts: thread } = post.args
  const before = posts(calls, at, post.at - 1).findLast(({ args }) => args['thread_ts'] === thread)
  const cards = posts(calls, before?.at ?? at, post.at).filter(
    ({ args }) => args['channel'] === channel && args['thread_ts'] === undefined,
  )
  return cards.length > 1
}

function isOutOfOrder(lines: readonly string[]): boolean {
  const numbers = lines.map((line) => Number(line.split(': ')[1]))
  return numbers.some((number, index) => number !== index + 1)
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + LONGEST_END
  while (!holds()) {
    if (Date.now() > end) return
    await pause(200)
  }
}

function table(all: readonly Figures[]): string {
  const [one] = all
  const rows = all.map((figures) => [
    figures.channels,
    `${figures.shown} of ${figures.said}`,
    figures.outOfOrder,
    figures.refused,
    `${figures.behindCards} of ${figures.replies}`,
    figures.posts.toFixed(2),
    figures.words.toFixed(1),
    `${(figures.posts / (one?.posts ?? 1)).toFixed(1)} ×`,
  ])
  const head = [
    'channels',
    'words shown',
    'threads out of order',
    'refused by Slack',
    'answers behind a card',
    'posts/s',
    'visitors’ words/s',
    'posts to one channel’s',
  ]
  return [head, head.map(() => '--:'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function say(what: string) {
  process.stderr.write(`… ${what}\n`)
}

try {
  const one = await measure(['one'])
  const five = await measure(['one', 'two', 'three', 'four', 'five'])
  console.log(table([one, five]))
  const zeros = [one, five].every(
    ({ shown, said, outOfOrder, refused, behindCards }) =>
      shown === said && outOfOrder + refused + behindCards === 0,
  )
  if (!zeros) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}
// Visitors that are still connected would keep it running.
process.exit()
