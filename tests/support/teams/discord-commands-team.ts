import { parseCommand } from '../../../src/routing/interpret.ts'
import type { OptionValue } from '../discord/command-line.ts'
import type { SeenMessage } from '../discord/message-view.ts'
import { holdsOf, inDiscord, isKnown, openDiscordTeam, threadIn } from './discord-team.ts'
import type { InDiscord, Mode } from './discord-team.ts'
import type { Colleague, GivenFile, Mark, TeamHouse, TeamSetup, Written } from './team.ts'

/** A team in a Discord that keeps from the app what people type: it works by commands, menus, forms and buttons. */
export async function discordCommandsTeam(mode: Mode, setup?: TeamSetup): Promise<TeamHouse> {
  return openDiscordTeam(mode, byCommands, setup, { privileged: ['GUILD_MEMBERS'] })
}

/** How a post that the app wrote in somebody's name says what became of it. */
const SAID: Partial<Record<Mark, string>> = {
  note: '🔒 Note',
  sent: '📤 Sent to the visitor',
  withdrawn: 'This reply was withdrawn.',
}

const NAMES = ['Ben', 'Dora', 'Cleo']
/** Where all may write, and slash commands say which conversation they mean. */
const OUTSIDE = 'lobby'

/** A member who types nothing but what the app is told. */
function byCommands(house: InDiscord, name: string): Colleague {
  const { discord } = house
  const inWords = inDiscord(house, name)
  const me = () => discord.user(name.toLowerCase())
  const place = async () => ({ id: (await threadIn(house)).channel })
  const post = async ({ id }: Written) => discord.channel(await place()).message(id)

  /** Gives a slash command in the thread; where that is archived, in which Discord takes none, outside of it. */
  async function gives(command: string, options: Readonly<Record<string, OptionValue>>) {
    const there = await place()
    if (!(await isArchived())) return me().runs(`/${command}`, there, options)
    return me().runs(`/${command}`, OUTSIDE, { ...options, conversation: '1001' })
  }

  async function isArchived(): Promise<boolean> {
    const { channel, cardIn, card } = await threadIn(house)
    // A channel of its own is no thread.
    if (channel === cardIn && channel !== card) return false
    return discord.thread({ id: channel }).archived
  }

  /** What the app posts in this member's name while this is done. */
  async function posted(text: string, doing: () => Promise<unknown>): Promise<Written> {
    const before = new Set((await holdsOf(house)).map(({ id }) => id))
    await doing()
    const find = async () =>
      (await holdsOf(house)).find(
        (one) => !before.has(one.id) && one.text.includes(` · ${name}\n${text}`),
      )
    await discord.until(async () => (await find()) !== undefined, `“${text}” by ${name}`)
    const id = (await find())?.id ?? ''
    await isKnown(house, id)
    return { id }
  }

  async function alone(): Promise<SeenMessage[]> {
    const { channel, cardIn } = await threadIn(house)
    const places = new Set([channel, cardIn, discord.channel(OUTSIDE).id])
    return [...places].flatMap((id) => me().ephemerals({ id }))
  }

  /** Presses what only this member sees. */
  async function presses(button: string): Promise<void> {
    const find = async () => (await alone()).findLast(({ buttons }) => buttons.includes(button))
    await discord.until(async () => (await find()) !== undefined, `${name} is offered ${button}`)
    const notice = await find()
    if (notice) await me().presses(notice, button)
  }

  return {
    ...inWords,
    async says(text) {
      if (!text.startsWith('//')) return posted(text, () => gives('reply', { text }))
      const note = text.slice(2).trim()
      return posted(note, () => gives('note', { text: note }))
    },
    async edits(written, text) {
      await me().shortcut('Edit', await post(written))
      await me().submits({ 'What it says': text })
    },
    async deletes(written) {
      await me().shortcut('Delete', await post(written))
    },
    async uploads({ name: file, type, bytes: content }: GivenFile, saying) {
      const words = saying === '' ? {} : { text: saying }
      await gives('reply', { ...words, file: { name: file, content, type } })
    },
    async gives(line) {
      const parsed = parseCommand(line, NAMES)
      if (!parsed.ok) throw new Error(parsed.sentence)
      const args = Object.entries(parsed.args)
      await gives(
        parsed.name,
        Object.fromEntries(args.map(([key, value]) => [key, asTyped(key, value)])),
      )
    },
    undoes: async () => presses('Undo'),
    sends: async () => presses('Claim and send'),
    isTold: async (what) =>
      discord.until(
        async () => (await alone()).some(({ text }) => what.test(text)),
        `${name} is told ${what}`,
      ),
    async seesMark(written, mark) {
      const said = SAID[mark]
      if (said === undefined) return inWords.seesMark(written, mark)
      await discord.until(
        async () => (await post(written)).text.includes(said),
        `“${said}” over what ${name} said`,
      )
    },
  }
}

/** Discord finds a colleague by what is typed after an `@`. */
function asTyped(option: string, value: string): string {
  return option === 'agent' ? `@${value.toLowerCase()}` : value
}
