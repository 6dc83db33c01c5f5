import type { Logger } from 'pino'
import type { Settings } from '../../config.ts'
import { mayActAs } from '../../conversation/actor.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Database, TeamInbox } from '../../ports.ts'
import { plain } from './blocks.ts'
import type { Channels } from './channels.ts'
import { channelsOf } from './choosing.ts'
import { AS_WRITTEN, escapeSlack } from './escape.ts'
import { PROBE } from './gateway.ts'
import type { Gateway } from './gateway.ts'
import { APP } from '../chats/losses.ts'
import type { Loss, Losses } from './losses.ts'
import { pause } from '../chats/pause.ts'
import type { SlackPeople } from './people.ts'
import { parseThread } from './refs.ts'

interface Deps {
  readonly settings: () => Settings
  readonly losses: Losses
  readonly gateway: Gateway
  readonly channels: Channels
  readonly people: SlackPeople
  readonly database: Pick<Database, 'store' | 'people'>
  readonly inbox: () => TeamInbox | null
  readonly log: Logger
  /** Says to everybody at the desk what is to be mended; null when all is well. */
  readonly trouble: (text: string | null) => void
  /** What waited can go out. */
  readonly goOn: () => void
}

const FIRST_PROBE = 2_000
const LAST_PROBE = 60_000
const MOST_MOVED = 500
const MOST_TOLD = 20
const TRIES = 10

/** Sees to it that a loss is known to those who can mend it, and that conversations go on where they can. */
export function slackMending(deps: Deps) {
  const { losses, gateway, channels, people, database, log } = deps
  const ending = new AbortController()
  const working = new Set<Promise<void>>()

  function changed(loss: Loss, isLost: boolean): void {
    deps.trouble(inWords())
    if (!isLost) return deps.goOn()
    if (loss.of === APP) return begin(probe())
    if (isNamed(loss)) begin(warn(loss))
    begin(moveFrom(loss.of))
  }

  function begin(work: Promise<void>): void {
    const mine = work
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a loss could not be told'))
      .finally(() => working.delete(mine))
    working.add(mine)
  }

  function inWords(): string | null {
    const all = losses.all().filter(isNamed)
    const app = all.find(({ of }) => of === APP)
    if (app) return `Not everything reaches Slack just now; it waits for this: ${app.reason}`
    if (all.length === 0) return null
    return `Not everything reaches Slack just now. ${all.map(sentence).join(' ')}`
  }

  /** Conversations in a channel that the settings name no more go where their inbox is now. */
  function isNamed({ of }: Loss): boolean {
    const places = deps.settings().inboxes.flatMap((inbox) => [...inbox.places, ...inbox.routed])
    const names = places.filter(({ chat }) => chat === 'slack').flatMap(channelsOf)
    return of === APP || names.includes(of) || names.includes(channels.nameOf(of) ?? '')
  }

  function sentence({ of, reason }: Loss): string {
    const name = channels.nameOf(of) ?? of
    return `#${name}: ${reason} Its conversations go on in another channel of their inbox, or wait where there is none.`
  }

  /** Asks now and then whether the app is let in again; the gateway hears the answer. */
  async function probe(): Promise<void> {
    for (let wait = FIRST_PROBE; losses.has(APP); wait = Math.min(LAST_PROBE, wait * 2)) {
      await pause(wait, ending.signal)
      if (ending.signal.aborted) return
      await gateway.call({ method: PROBE, args: {} })
    }
  }

  /** A direct message to each supervisor that Slack knows. */
  async function warn(loss: Loss): Promise<void> {
    const members = await database.people.all()
    const supervisors = members
      .filter(({ active, role }) => active && mayActAs(role, 'supervisor'))
      .slice(0, MOST_TOLD)
      .map(({ id }) => id)
    await people.meet(supervisors)
    for (const user of supervisors.flatMap((id) => people.userOf(id) ?? [])) {
      const text = sentence(loss)
      const blocks = [{ type: 'section', text: plain(text) }]
      const args = { channel: user, blocks, text: escapeSlack(text), ...AS_WRITTEN }
      await gateway.call({ method: 'chat.postMessage', channel: user, args })
    }
  }

  /** Open conversations in a lost channel get a thread in another one of their route, where there is one. */
  async function moveFrom(channel: string): Promise<void> {
    for (const { id } of await database.store.list({ limit: MOST_MOVED })) {
      const ref = await database.store.thread('slack', id)
      const thread = ref === null ? null : parseThread(ref)
      if (thread?.channel === channel && losses.has(channel)) await move(id)
    }
  }

  async function move(id: ConversationId): Promise<void> {
    for (let tries = 1; tries <= TRIES && !ending.signal.aborted; tries += 1) {
      try {
        return await deps.inbox()?.lost(id)
      } catch {
        // It has to wait for its turn there; if it does not get one, its next message moves it.
        await pause(FIRST_PROBE, ending.signal)
      }
    }
  }

  return {
    changed,
    /** What waited for another place may have one. */
    settingsChanged() {
      deps.trouble(inWords())
      deps.goOn()
    },
    async stop() {
      ending.abort()
      await Promise.all(working)
    },
  }
}
