import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Ref, Store } from '../../ports.ts'
import { APP } from '../chats/losses.ts'
import { chatWhispers } from '../chats/whispering.ts'
import type { Whisper } from '../chats/whispering.ts'
import type { Letter, Letters } from './direct-messages.ts'
import { aside, inMessages, small } from './drawn-posts.ts'
import { addressOfThread } from './links.ts'
import type { Losses } from './losses.ts'
import { toDiscord } from './markup.ts'
import type { DiscordPeople } from './people.ts'

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'load' | 'shown' | 'link'>
  readonly letters: Letters
  readonly people: Pick<DiscordPeople, 'userOf'>
  readonly losses: Pick<Losses, 'has'>
}

/** Whispers as the app's direct messages in Discord; see `chatWhispers`. */
export function discordWhispers(deps: Deps) {
  const { settings, store, letters, people, losses } = deps

  async function letterFor(
    thread: Ref,
    { message, by }: Whisper,
    conversation: Conversation | null,
  ): Promise<Letter> {
    const about = { id: message.id, since: message.at }
    if (message.removedAt !== undefined)
      return { ...about, parts: [aside('This whisper was deleted.')] }
    const { visitor, number } = conversation ?? {}
    const whom = visitor ? ` about ${visitor.name} (#${number})` : ''
    const link = addressOfThread(thread, settings().discord?.guild ?? null)
    const parts = inMessages([
      small(`🔒 ${by.name} whispers to you${whom}. Nobody else can read this.`),
      ...toDiscord(message.content),
      ...(message.editedAt === undefined ? [] : [small('(edited)')]),
      ...(link === null ? [] : [`-# [Open the thread](${link})`]),
    ])
    return { ...about, parts }
  }

  /** In a direct message as well: a line in the thread would tell everybody that there is a whisper. */
  async function tell(user: string, _: Ref, text: string, { message }: Whisper): Promise<void> {
    const letter = { id: `whispered ${message.id}`, since: message.at, parts: [aside(text)] }
    await letters.send(user, letter)
  }

  return chatWhispers<Letter>({
    chat: 'discord',
    store,
    direct: letters,
    whoIs: async (member) => people.userOf(member),
    letterFor,
    tell,
    isLost: () => losses.has(APP),
  })
}
