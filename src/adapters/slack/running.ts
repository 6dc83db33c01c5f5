import type { TeamInbox } from '../../ports.ts'
import { arriving } from './arriving.ts'
import { catchingUp } from './catching-up.ts'
import type { Channels } from './channels.ts'
import type { Connection } from './connection.ts'
import { wantsAPerson } from './failures.ts'
import { slackForms } from './forms.ts'
import type { Gateway } from './gateway.ts'
import type { Self } from './heard.ts'
import { identity, missingScopes } from './identity.ts'
import type { Identity } from './identity.ts'
import { slackIncoming } from './incoming.ts'
import type { SlackDeps } from './index.ts'
import type { Notices } from './notices.ts'
import { pause } from './pause.ts'
import type { SlackPeople } from './people.ts'
import { takeFiles } from './taking-files.ts'
import { takeFromIntake } from './taking.ts'

export interface RunningDeps extends SlackDeps {
  readonly inbox: TeamInbox
  readonly gateway: Gateway
  readonly channels: Channels
  readonly people: SlackPeople
  readonly notices: Notices
  readonly connection: Connection
  readonly self: () => Self | null
  /** Slack said who the app is. */
  readonly met: (self: Identity) => void
}

export type Running = ReturnType<typeof runSlack>

const REMEMBERED = 3 * 86_400_000
const LONGEST_PAUSE = 30_000

/** Slack from its start to its stop: who the app is, what waits from before, what was missed, what comes. */
export function runSlack(deps: RunningDeps) {
  const { database, gateway, connection, channels, log, clock } = deps
  const ending = new AbortController()
  let beginning: Promise<void> | null = null

  const taking = takeFromIntake({
    intake: database.intake,
    log,
    handle: slackIncoming({
      ...deps,
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
  const forms = slackForms(deps)
  const missed = catchingUp({ feed: database.feed, gateway, taking, self: deps.self, log })

  async function hear(body: unknown): Promise<Record<string, unknown> | null> {
    const self = deps.self()
    if (!self) throw new Error('Slack has not said yet who the app is.')
    const arrived = arriving(body, self)
    switch (arrived.do) {
      case 'keep':
        await taking.keep(arrived.event)
        if (arrived.place) missed.heard(arrived.place.channel, arrived.place.ts)
        return null
      case 'form':
        attempt('open a form', forms.open(arrived.body))
        return null
      case 'submit':
        return forms.submit(arrived.body)
      case 'suggest':
        return forms.options(arrived.body)
      case 'event':
        told(arrived.type)
        return null
      case 'nothing':
        return null
    }
  }

  function told(type: string): void {
    if (/^(?:channel|group)_(?:rename|archive|unarchive)$/.test(type)) channels.renamed()
    if (type === 'app_uninstalled' || type === 'tokens_revoked')
      log.error({ event: type }, 'The app was removed from the workspace: install it again.')
  }

  function attempt(what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => log.error({ error: String(error) }, `Slack: could not ${what}`))
  }

  /** Asks Slack who the app is, and connects; goes on trying unless only a person can mend it. */
  async function begin(first: () => void): Promise<void> {
    for (let failures = 0; !ending.signal.aborted; failures += 1) {
      const called = await gateway.call({ method: 'auth.test', args: {} })
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
      if ('failure' in called && wantsAPerson(called.failure)) return
      await pause(Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(failures, 10)), ending.signal)
    }
  }

  return {
    hear,
    /** A thread begins here: what is written in it from now on may be missed. */
    opened: (channel: string, ts: string) => missed.heard(channel, ts),
    /** Slack is heard, perhaps after a gap. */
    connected: () => attempt('read what was missed', missed.run()),
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
      await taking.stop()
    },
  }
}
