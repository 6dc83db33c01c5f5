import type { Logger } from 'pino'
import { z } from 'zod'
import type { TeamInbox } from '../../ports.ts'
import type { Taking } from '../chats/taking.ts'
import { asEvent, toKeep } from './arriving.ts'
import type { ToKeep } from './arriving.ts'
import type { CatchingUp } from './catching-up.ts'
import type { Dispatch } from './connection.ts'
import type { Heard, Self } from './heard.ts'
import { mentionsApp } from './mentions.ts'
import type { DiscordPeople } from './people.ts'
import { hearTyping } from './hearing-typing.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly inbox: Pick<TeamInbox, 'typing'>
  readonly people: Pick<DiscordPeople, 'memberOf'>
  readonly taking: Pick<Taking, 'keep'>
  readonly missed: Pick<CatchingUp, 'heard' | 'unkept'>
  readonly whose: Pick<Whose, 'conversationIn'>
  readonly self: () => Self
  /** The team's server. */
  readonly guild: () => string | null
  readonly log: Logger
}

const place = z.looseObject({ guild_id: z.string().optional() })

/** Keeps what the gateway tells of conversations, and what members tell the app, in the order of its coming; all else in the server is let pass. */
export function discordListening(deps: Deps) {
  const { taking, missed, whose, log } = deps
  const typing = hearTyping(deps)
  /** The last that is under way in each channel. */
  const turns = new Map<string, Promise<void>>()

  function hear(dispatch: Dispatch): void {
    // What somebody is in another server says nothing of who they are here.
    const { guild_id: guild } = place.safeParse(dispatch.d).data ?? {}
    if (guild !== undefined && guild !== deps.guild()) return
    if (dispatch.t === 'TYPING_START') return attempt(typing.heard(dispatch.d))
    for (const one of toKeep(dispatch, deps.self()))
      inTurn(one.channel, () => keep(one, dispatch.t === 'MESSAGE_CREATE'))
  }

  /** One after the other, as it has to be looked up first whose each is. */
  function inTurn(channel: string, work: () => Promise<void>): void {
    const mine = (turns.get(channel) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      log.error({ channel, error: String(error) }, 'what Discord told could not be kept')
      missed.unkept()
    })
    turns.set(channel, mine)
    void mine.then(() => turns.get(channel) === mine && turns.delete(channel))
  }

  async function keep(one: ToKeep, isNew: boolean): Promise<void> {
    const lane = (await laneOf(one)) ?? (isNew && (await isForApp(one.heard)) ? one.channel : null)
    if (lane !== null) await taking.keep(asEvent(one, lane))
    if (one.wrote === null) return
    if (isNew) missed.heard(one.wrote)
    if (one.heard.kind === 'message') typing.wrote(one.channel, one.heard.from.id)
  }

  /** Null for what is in no conversation's thread. */
  async function laneOf({ channel, card }: ToKeep): Promise<string | null> {
    if (await whose.conversationIn(channel)) return channel
    if (card !== null && (await whose.conversationIn(card))) return card
    // What is written in a thread before it is known to be one's is read when it is.
    return null
  }

  /** Outside of threads it is for Greenroom what a member of the team tells it by its name. */
  async function isForApp(heard: Heard): Promise<boolean> {
    if (heard.kind !== 'message' || !mentionsApp(heard.words, deps.self())) return false
    return (await deps.people.memberOf(heard.from)) !== null
  }

  function attempt(work: Promise<void>): void {
    work.catch((error: unknown) => log.warn({ error: String(error) }, 'typing was not told'))
  }

  return {
    hear,
    /** Keeps a message that was read back. */
    async read(message: unknown): Promise<void> {
      for (const one of toKeep({ t: 'MESSAGE_CREATE', d: message }, deps.self()))
        await keep(one, false)
    },
    async stop(): Promise<void> {
      typing.stop()
      await Promise.all(turns.values())
    },
  }
}
