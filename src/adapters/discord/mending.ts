import type { Logger } from 'pino'
import type { Settings } from '../../config.ts'
import { APP } from '../chats/losses.ts'
import type { Channels } from './channels.ts'
import type { Stuck } from './connection.ts'
import type { Loss, Losses } from './losses.ts'

interface Deps {
  readonly settings: () => Settings
  readonly losses: Losses
  readonly channels: Pick<Channels, 'nameOf'>
  /** Says to everybody at the desk what is to be mended; null when all is well. */
  readonly trouble: (text: string | null) => void
  /** What waited can go out. */
  readonly goOn: () => void
  /** Tells supervisors, each where they are. */
  readonly warn: (text: string) => Promise<void>
  readonly log: Logger
}

/** Sees to it that what only a person can mend in Discord is known at the desk, and that what waits goes on when it is mended. */
export function discordMending(deps: Deps) {
  const { settings, losses, channels, trouble, goOn, log } = deps
  let stuck: Stuck | null = null
  let isContentKept = false

  function say(): void {
    trouble(inWords())
  }

  function inWords(): string | null {
    const all = losses.all()
    const app = all.find(({ of }) => of === APP)
    if (stuck === 'token' || app) return `Nothing reaches Discord: ${app?.reason ?? NO_TOKEN}`
    if (stuck === 'refused') return REFUSED
    const sentences = [...new Set(all.map(sentence)), ...(isContentKept ? [WITHOUT_CONTENT] : [])]
    return sentences.length === 0 ? null : sentences.join(' ')
  }

  function sentence({ of, reason }: Loss): string {
    const name = channels.nameOf(of) ?? (isNamed(of) ? of : null)
    const where = name === null ? 'a thread in Discord' : `#${name}`
    return `Not everything reaches ${where} just now. ${reason}`
  }

  function isNamed(of: string): boolean {
    const places = settings().inboxes.flatMap(({ places, moves, routed }) => [
      ...places,
      ...moves,
      ...routed,
    ])
    return places.some(({ chat, channel }) => chat === 'discord' && channel === of)
  }

  function warn(text: string): void {
    deps
      .warn(text)
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a loss could not be told'))
  }

  return {
    changed(loss: Loss, isLost: boolean): void {
      say()
      if (!isLost) return goOn()
      if (loss.of !== APP) warn(sentence(loss))
    },
    stuck(why: Stuck): void {
      stuck = why
      // Nothing more is sent: Discord would count each try.
      if (why === 'token') losses.failed('', { status: 401 })
      say()
    },
    withoutContent(): void {
      isContentKept = true
      say()
    },
    settingsChanged(): void {
      say()
      losses.mayBeMended()
      goOn()
    },
  }
}

const NO_TOKEN =
  'it does not take the bot’s token. Set DISCORD_BOT_TOKEN anew and start Greenroom again.'
const REFUSED =
  'Discord refuses the connection, so nothing of it is heard: look at the app’s intents in the developer portal, and start Greenroom again.'
const WITHOUT_CONTENT =
  'Discord keeps what agents write in threads from Greenroom: switch on the Message Content intent, on the page “Bot” of the app in the developer portal, and start Greenroom again. Until then they answer with commands.'
