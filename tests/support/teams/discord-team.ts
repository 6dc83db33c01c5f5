import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseThread } from '../../../src/adapters/discord/refs.ts'
import type { DiscordThread } from '../../../src/adapters/discord/refs.ts'
import { startFakeDiscord } from '../discord/fake-discord.ts'
import type { FakeDiscord } from '../discord/fake-discord.ts'
import { NO_LIMITS } from '../discord/limits.ts'
import type { SeenMessage } from '../discord/message-view.ts'
import type { FakeDiscordOptions } from '../discord/options.ts'
import { discordHouse } from '../discord-house.ts'
import type { Colleague, GivenFile, Mark, Standing, TeamHouse, TeamSetup, Written } from './team.ts'

/** An inbox's place by how its conversations stand there. */
const PLACES = {
  post: '[{chat: discord, channel: inbox}]',
  thread: '[{chat: discord, channel: support}]',
  channel: '[{chat: discord, channel: Desk}]',
} as const

/** As posts of a forum, as threads, as channels of their own. */
export type Mode = keyof typeof PLACES

/** As much of a house as its people in Discord need. */
export interface InDiscord {
  readonly discord: FakeDiscord
  /** The folder of the house's data. */
  readonly dir: string
}

/** A team that sits in Discord and reads and writes there in plain words. */
export async function discordTeam(mode: Mode, setup?: TeamSetup): Promise<TeamHouse> {
  return openDiscordTeam(mode, inDiscord, setup)
}

/** A team in a Discord of its own, whose people are such and such. */
export async function openDiscordTeam(
  mode: Mode,
  person: typeof inDiscord,
  { undo = '0s', ...setup }: TeamSetup = {},
  fake: FakeDiscordOptions = {},
): Promise<TeamHouse> {
  const discord = await startFakeDiscord({ limits: NO_LIMITS, ...fake })
  onTestFinished(() => discord.stop())
  discord.addUser({ handle: 'dora', name: 'Dora' })
  await discord.user('dora').gets('agents')
  const house = await discordHouse({ undo, discord, places: PLACES[mode], ...setup })
  await discord.until(() => discord.commands().length > 0, 'the app’s commands')

  return {
    url: house.url,
    visitor: () => house.visitor(),
    ben: person(house, 'Ben'),
    dora: person(house, 'Dora'),
    cleo: person(house, 'Cleo'),
    stands: async (as) => standsInDiscord(house, as),
    cardSays: async (words) => cardSaysInDiscord(house, words),
    count: async (text) =>
      (await holdsOf(house)).filter((one) => one.text.split('\n').includes(text)).length,
    complaints: () => discord.complaints(),
  }
}

const MARKS: Readonly<Record<Mark, string>> = {
  note: '🔒',
  sent: '📤',
  delivered: '✅',
  seen: '👀',
  withdrawn: '🚫',
}

/** A member who works in Discord. */
export function inDiscord(house: InDiscord, name: string): Colleague {
  const { discord } = house
  const me = () => discord.user(name.toLowerCase())
  const place = async () => ({ id: (await threadIn(house)).channel })
  const ref = async ({ id }: Written) => ({ channel: (await place()).id, id })

  async function until(fits: (message: SeenMessage) => boolean, what: string): Promise<void> {
    await discord.until(async () => (await holdsOf(house)).some(fits), what)
  }

  /** Presses what stands under what this member wrote. */
  async function pressesUnder({ id }: Written, button: string): Promise<void> {
    const isUnder = (one: SeenMessage) => one.replyTo === id && one.buttons.includes(button)
    await until(isUnder, `“${button}” under what ${name} wrote`)
    const found = (await holdsOf(house)).find(isUnder)
    if (found) await me().presses(found, button)
  }

  return {
    name,
    says: async (text) => ({ id: (await me().says(await place(), text)).id }),
    async edits(written, text) {
      await me().edits(await ref(written), text)
    },
    deletes: async (written) => me().deletes(await ref(written)),
    async uploads({ name: file, type, bytes: content }: GivenFile, saying) {
      await me().uploads(await place(), { name: file, content, type }, saying)
    },
    async gives(line) {
      await me().says(await place(), line)
    },
    async presses(label) {
      await me().presses(await cardOf(house), label)
    },
    async chooses(list, value) {
      const named = async () => (await cardOf(house)).buttons.find((one) => one.startsWith(list))
      await discord.until(async () => (await named()) !== undefined, `a list “${list}”`)
      await me().chooses(await cardOf(house), (await named()) ?? list, value)
    },
    undoes: async (written) => pressesUnder(written, 'Undo'),
    sends: async (written) => pressesUnder(written, 'Claim and send'),
    isTold: async (what) =>
      until(
        ({ text, alerts }) => what.test(text) && alerts.includes(`@${name}`),
        `${name} is told ${what}`,
      ),
    isAlerted: async (what) =>
      until(
        ({ text, alerts }) => what.test(text) && alerts.includes(`@${name}`),
        `${name} is alerted: ${what}`,
      ),
    isIn: async () => until(({ text }) => text.includes(`${name} joined.`), `${name} has joined`),
    sees: async (words) => until((one) => one.text.includes(words), `“${words}”`),
    seesFile: async (file) => until(({ files }) => files.includes(file), `the file ${file}`),
    async seesMark(written, mark) {
      const message = await ref(written)
      const now = () => discord.channel({ id: message.channel }).message(message.id).reactions
      await discord.until(
        () => now().some((one) => one.startsWith(MARKS[mark])),
        `${MARKS[mark]} on what ${name} wrote`,
      )
    },
  }
}

/** Resolves once the card in Discord says so. */
export async function standsInDiscord(house: InDiscord, as: Standing): Promise<void> {
  await cardSaysInDiscord(house, cardText(as))
}

/** Resolves once the card in Discord says these words. */
export async function cardSaysInDiscord(house: InDiscord, words: string): Promise<void> {
  await house.discord.until(
    async () => (await cardOf(house)).text.includes(words),
    `a card that says “${words}”`,
  )
}

async function cardOf(house: InDiscord): Promise<SeenMessage> {
  const { cardIn, card } = await threadIn(house)
  return house.discord.channel({ id: cardIn }).message(card)
}

/** All that the thread of the only conversation holds. */
export async function holdsOf(house: InDiscord): Promise<readonly SeenMessage[]> {
  const { channel } = await threadIn(house)
  return house.discord.channel({ id: channel }).holds
}

/** Where the only conversation stands in Discord, once it does: wherever its mode puts it. */
export async function threadIn({ discord, dir }: InDiscord): Promise<DiscordThread> {
  let found: DiscordThread | null = null
  await discord.until(() => {
    const row = linkIn(dir, 'message IS NULL ORDER BY id DESC')
    found = row === null ? null : parseThread(row)
    return found !== null
  }, 'a thread in Discord')
  if (!found) throw new Error('There is no thread in Discord.')
  return found
}

/** Resolves once Greenroom knows what it shows by this post, a moment after Discord does. */
export async function isKnown({ discord, dir }: InDiscord, post: string): Promise<void> {
  await discord.until(() => linkIn(dir, `ref LIKE '%/${post}'`) !== null, 'the post to be known')
}

/** The ref of the newest link of which this is so. */
function linkIn(dir: string, so: string): string | null {
  const database = new DatabaseSync(join(dir, 'greenroom.sqlite'), { readOnly: true })
  const row = database.prepare(`SELECT ref FROM links WHERE chat = 'discord' AND ${so}`).get()
  database.close()
  return row ? String(row['ref']) : null
}

function cardText(as: Standing): string {
  switch (as.status) {
    case 'waiting':
      return 'Waiting for somebody'
    case 'snoozed':
      return 'Snoozed'
    case 'claimed':
      return `${as.by} has it`
    case 'closed':
      return `Closed: ${as.outcome}`
  }
}
