import type { Logger } from 'pino'
import type { Clock, TeamInbox } from '../../ports.ts'
import type { Telling } from '../chats/bringing.ts'
import type { Taking } from '../chats/taking.ts'
import { asEvent, toKeep } from './arriving.ts'
import type { ToKeep } from './arriving.ts'
import type { CatchingUp } from './catching-up.ts'
import type { Dispatch } from './connection.ts'
import type { Heard, Self } from './heard.ts'
import type { Spot } from './incoming.ts'
import { mentionsApp } from './mentions.ts'
import type { DiscordPeople } from './people.ts'
import { ELSEWHERE } from './sentences.ts'
import { timeOf } from './snowflakes.ts'
import { hearTyping } from './hearing-typing.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly inbox: Pick<TeamInbox, 'typing'>
  readonly people: Pick<DiscordPeople, 'memberOf'>
  readonly notices: Pick<Telling<Spot>, 'tell'>
  readonly taking: Pick<Taking, 'keep'>
  readonly missed: Pick<CatchingUp, 'heard'>
  readonly whose: Pick<Whose, 'conversationIn'>
  readonly self: () => Self
  readonly clock: Clock
  readonly log: Logger
}

/** A place that was made so many ms ago may be a thread that is only being opened. */
const OPENING = 30_000

/** Keeps what the gateway tells of conversations, in the order of its coming; all else in the server is let pass. */
export function discordListening(deps: Deps) {
  const { taking, missed, whose, clock, log } = deps
  const typing = hearTyping(deps)
  /** The last that is under way in each channel. */
  const turns = new Map<string, Promise<void>>()

  function hear(dispatch: Dispatch): void {
    if (dispatch.t === 'TYPING_START') return attempt(typing.heard(dispatch.d))
    for (const one of toKeep(dispatch, deps.self()))
      inTurn(one.channel, () => keep(one, dispatch.t === 'MESSAGE_CREATE'))
  }

  /** One after the other, as it has to be looked up first whose each is. */
  function inTurn(channel: string, work: () => Promise<void>): void {
    const mine = (turns.get(channel) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      log.error({ channel, error: String(error) }, 'what Discord told could not be kept')
    })
    turns.set(channel, mine)
    void mine.then(() => turns.get(channel) === mine && turns.delete(channel))
  }

  async function keep(one: ToKeep, isNew: boolean): Promise<void> {
    const lane = await laneOf(one)
    if (lane !== null) await taking.keep(asEvent(one, lane))
    else if (isNew) await heardElsewhere(one.heard)
    if (one.wrote === null) return
    if (isNew) missed.heard(one.wrote)
    if (one.heard.kind === 'message') typing.wrote(one.channel, one.heard.from.id)
  }

  /** Null for what is about no conversation. */
  async function laneOf({ channel, card }: ToKeep): Promise<string | null> {
    if (await whose.conversationIn(channel)) return channel
    if (card !== null && (await whose.conversationIn(card))) return card
    return clock.now() - timeOf(channel) < OPENING ? channel : null
  }

  /** Outside of a thread everybody may read along: nothing is done there, and only members are told. */
  async function heardElsewhere(heard: Heard): Promise<void> {
    if (heard.kind !== 'message' || !mentionsApp(heard.words, deps.self())) return
    const by = await deps.people.memberOf(heard.from)
    if (!by) return
    const spot = { channel: heard.channel, message: heard.id }
    await deps.notices.tell(heard.from.id, spot, ELSEWHERE)
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
