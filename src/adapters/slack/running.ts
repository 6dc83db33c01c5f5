import type { Logger } from 'pino'
import type { Settings, SlackSecrets } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Clock, Database, Elsewhere, Ref, TeamInbox } from '../../ports.ts'
import type { Line, Parsed } from '../../routing/interpret.ts'
import type { Files } from '../files.ts'
import { arriving } from './arriving.ts'
import type { Arriving } from './arriving.ts'
import { catchingUp } from './catching-up.ts'
import type { Channels } from './channels.ts'
import type { Connection } from './connection.ts'
import { answerDoctor } from './doctor-button.ts'
import { slackForms } from './forms.ts'
import { slackGivenUp } from './given-up.ts'
import { slackHomes } from './homes.ts'
import type { LinkTo } from './links.ts'
import { PROBE } from './gateway.ts'
import type { Gateway } from './gateway.ts'
import type { Self } from './heard.ts'
import { identity, missingScopes } from './identity.ts'
import type { Identity } from './identity.ts'
import { slackIncoming } from './incoming.ts'
import type { Losses } from './losses.ts'
import { missedChanges } from './missed-changes.ts'
import type { Notices } from './notices.ts'
import { leftThreads } from '../chats/left-threads.ts'
import { pause } from '../chats/pause.ts'
import { parseThread } from './refs.ts'
import type { SlackPeople } from './people.ts'
import { threadOf } from './post-links.ts'
import { standingOf } from './standing.ts'
import type { Standing } from './standing.ts'
import type { Shares } from './shares.ts'
import { takeFiles } from './taking-files.ts'
import { takeFromIntake } from '../chats/taking.ts'
import { unlinkedThreads } from './unlinked-threads.ts'
import { staysBefore } from './when.ts'

export interface RunningDeps {
  readonly settings: () => Settings
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly files: Pick<Files, 'receive'>
  /** What a line in a thread is. */
  readonly interpret: (line: string) => Line
  /** A command by its own text, `/name arg…`. */
  readonly parse: (line: string) => Parsed
  readonly secrets: Pick<SlackSecrets, 'botToken' | 'apiUrl'>
  /** Says that something which was done in Slack could not be taken. */
  readonly notTaken?: (text: string) => void
  readonly inbox: TeamInbox
  /** Where a conversation is by now. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
  readonly gateway: Gateway
  readonly channels: Channels
  readonly losses: Losses
  readonly conversationOf: (thread: Ref) => Promise<ConversationId | null>
  readonly people: SlackPeople
  /** The user groups may have others in them. */
  readonly groupsChanged: () => Promise<void>
  readonly notices: Notices
  readonly linkTo: LinkTo
  readonly settle: number
  readonly connection: Connection
  readonly shares: Pick<Shares, 'appeared'>
  readonly self: () => Self | null
  /** Slack said who the app is. */
  readonly met: (self: Identity) => void
}

export type Running = ReturnType<typeof runSlack>

const REMEMBERED = 3 * 86_400_000
const LONGEST_PAUSE = 30_000

/** Slack from its start to its stop: who the app is, what waits from before, what was missed, what comes. */
export function runSlack(deps: RunningDeps) {
  const { database, gateway, connection, channels, losses, log, clock } = deps
  const ending = new AbortController()
  let beginning: Promise<void> | null = null

  const homes = slackHomes(deps)
  const awayFrom = leftThreads({ ...deps, chat: 'slack', store: database.store })
  const unlinked = unlinkedThreads({ gateway, store: database.store, self: deps.self })
  const taking = takeFromIntake({
    platform: 'slack',
    intake: database.intake,
    log,
    staysBefore,
    givenUp: slackGivenUp(deps),
    async before({ lane }) {
      const thread = parseThread(lane)
      if (thread) await missed.thread(thread.channel, thread.ts)
    },
    handle: slackIncoming({
      ...deps,
      homes,
      awayFrom,
      conversationOf: async (thread) => (await deps.conversationOf(thread)) ?? unlinked(thread),
      self: () => {
        const known = deps.self()
        if (!known) throw new Error('Slack has not said yet who the app is.')
        return known
      },
      files: takeFiles({
        ...deps,
        store: database.store,
        token: deps.secrets.botToken,
        apiUrl: deps.secrets.apiUrl,
      }),
    }),
  })
  const forms = slackForms({ ...deps, awayFrom })
  const missed = catchingUp({ feed: database.feed, gateway, taking, self: deps.self, log })

  const changes = missedChanges({ ...deps, store: database.store, taking })

  async function hear(body: unknown): Promise<Record<string, unknown> | null> {
    const self = deps.self()
    if (!self) throw new Error('Slack has not said yet who the app is.')
    const arrived = arriving(body, self)
    switch (arrived.do) {
      case 'keep':
        await taking.keep(await inItsLane(arrived))
        if (arrived.place) missed.heard(arrived.place.channel, arrived.place.ts)
        return null
      case 'form':
        attempt('open a form', forms.open(arrived.body))
        return null
      case 'picked':
        attempt('draw a form', forms.picked(arrived.body))
        return null
      case 'home':
        homes.opened(arrived.user)
        return null
      case 'doctor':
        attempt('answer the doctor', answerDoctor(deps, arrived.body))
        return null
      case 'submit':
        return forms.submit(arrived.body)
      case 'suggest':
        return forms.options(arrived.body)
      case 'uploaded':
        for (const file of arrived.files) deps.shares.appeared(file, arrived.place)
        return null
      case 'event':
        told(arrived.type, standingOf(arrived.event, self))
        return null
      case 'nothing':
        return null
    }
  }

  /** In its thread's, so that who had joined by then is who has joined when it is handled. */
  async function inItsLane({ event, about }: Extract<Arriving, { do: 'keep' }>) {
    const lane = about ? await threadOf(database.store, about) : null
    return lane === null ? event : { ...event, lane }
  }

  function told(type: string, standing: Standing | null): void {
    if (/^(?:channel|group)_(?:rename|archive|unarchive)$/.test(type)) channels.renamed()
    if (type === 'subteam_members_changed') attempt('look at user groups', deps.groupsChanged())
    if (standing?.kind === 'lost') losses.failed(standing.channel, { error: standing.error })
    if (standing?.kind === 'back') losses.mended(standing.channel)
    if (standing?.kind === 'app')
      attempt('ask who the app is', gateway.call({ method: PROBE, args: {} }))
  }

  function attempt(what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => log.error({ error: String(error) }, `Slack: could not ${what}`))
  }

  /** Asks Slack who the app is, and connects; goes on trying until it is let in. */
  async function begin(first: () => void): Promise<void> {
    for (let failures = 0; !ending.signal.aborted; failures += 1) {
      const called = await gateway.call({ method: PROBE, args: {} })
      if (called.ok) {
        deps.met(identity.parse(called.data))
        const missing = missingScopes(called.data)
        if (missing.length > 0)
          log.warn(
            { missing },
            'The Slack app lacks permissions: install it again from its manifest.',
          )
        taking.start()
        await connection.start()
        return
      }
      first()
      await pause(Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(failures, 10)), ending.signal)
    }
  }

  return {
    hear,
    /** A thread begins here: what is written in it from now on may be missed. */
    opened: (channel: string, ts: string) => missed.heard(channel, ts),
    /** A conversation is not what it was. */
    changed: (conversation: Conversation) => homes.changed(conversation),
    /** Slack is not heard just now: what comes next comes after a gap. */
    opening: () => missed.gap(),
    /** Slack is heard, perhaps after a gap. */
    connected: () => attempt('read what was missed', missed.run().then(changes.run)),
    async start(): Promise<void> {
      await database.intake.forget(clock.now() - REMEMBERED, 10_000)
      await new Promise<void>((resolve) => {
        beginning = begin(resolve)
          .catch((error: unknown) =>
            log.error({ error: String(error) }, 'Slack could not be begun'),
          )
          .finally(resolve)
      })
    },
    async stop(): Promise<void> {
      ending.abort()
      await connection.stop()
      await beginning
      await missed.stop()
      await changes.stop()
      await taking.stop()
      await homes.stop()
    },
  }
}
