import type { Logger } from 'pino'
import { z } from 'zod'
import type { Settings } from '../../../config.ts'
import type { Clock, Coordination, Database, VisitorChannel, VisitorInbox } from '../../../ports.ts'
import { keepingFiles } from '../../chats/taking-files.ts'
import { takeFromIntake } from '../../chats/taking.ts'
import type { Files } from '../../files.ts'
import { catchingUp } from '../catching-up.ts'
import type { Channels } from '../channels.ts'
import type { Dispatch } from '../connection.ts'
import { discordDownloads } from '../downloading.ts'
import type { FileOn } from '../downloading.ts'
import type { Gateway } from '../gateway.ts'
import type { Self } from '../heard.ts'
import type { DiscordPeople } from '../people.ts'
import { discordPosting } from '../posting.ts'
import { registering } from '../registering.ts'
import { sentFiles } from '../sent-files.ts'
import { staysBefore } from '../when.ts'
import { fanAnswers } from './answers.ts'
import { fanBringing } from './bringing.ts'
import { contactMessage } from './contact-message.ts'
import { fanCopies } from './copies.ts'
import { directMessages } from './direct.ts'
import { earlierMessages } from './earlier.ts'
import { contactCommand } from './form.ts'
import { openInboxes } from './inboxes.ts'
import { fanGivenUp } from './given-up.ts'
import { fanIncoming } from './incoming.ts'
import { fanInteractions, fansInteraction } from './interactions.ts'
import { fanLimits } from './limiting.ts'
import { authorOf, fanListening, isDirect } from './listening.ts'
import { fanOutgoing } from './outgoing.ts'
import { fanParking } from './parking.ts'
import { fanRecords } from './records.ts'
import { fanTelling } from './telling.ts'
import { fanTyping } from './typing.ts'
import { fanVisitors } from './visitors.ts'

export interface FansDeps {
  readonly settings: () => Settings
  readonly database: Pick<
    Database,
    'store' | 'feed' | 'intake' | 'visitors' | 'keepsakes' | 'audit'
  >
  readonly coordination: Pick<Coordination, 'take'>
  readonly clock: Clock
  readonly log: Logger
  readonly files: Pick<Files, 'receive' | 'url' | 'open'>
  readonly gateway: Gateway
  readonly channels: Pick<Channels, 'find'>
  readonly people: Pick<DiscordPeople, 'memberOf'>
  /** Where people find this server: files are read there. */
  readonly baseUrl: string
  /** For tests alone: another Discord. */
  readonly apiUrl: string | null
}

/** Visitors who come by Discord: by direct message, by `/contact`, by the button in the server. */
export interface Fans {
  readonly door: VisitorChannel
  /** True for what is theirs alone; it is kept then, and handled. */
  heard(dispatch: Dispatch, self: Self): boolean
  /** Discord is heard. `gap`: not all that happened before was heard. */
  connected(gap: boolean): void
  /** The settings are others. */
  settingsChanged(): void
}

const ADDRESS = 7 * 86_400_000

const ready = z.looseObject({ application: z.looseObject({ id: z.string() }) })

/** Discord as a door for visitors. */
export function discordFans(deps: FansDeps): Fans {
  const { settings, database, gateway, clock, log, files } = deps
  const { feed, store } = database
  let self: Self | null = null
  let app: string | null = null
  let road: VisitorInbox | null = null
  const under = new Set<Promise<void>>()

  const records = fanRecords(feed)
  const copies = fanCopies(feed)
  const visitors = fanVisitors({ visitors: database.visitors, clock })
  const sent = sentFiles({ ...deps, guild: () => settings().discord?.guild ?? '' })
  const posting = discordPosting({ gateway, clock, read: sent.read })
  const open = directMessages({ gateway, records })
  const answers = fanAnswers(gateway)
  const parking = fanParking({ settings, records, posting })
  const registered = registering({ gateway, feed, log })
  const button = contactMessage({ ...deps, feed, posting })
  const onRoad = () => {
    if (!road) throw new Error('The door in Discord has not opened yet.')
    return road
  }
  const typing = fanTyping({ settings, road: onRoad, records, visitors })
  const bringing = {
    settings,
    road: onRoad,
    store,
    records,
    copies,
    visitors,
    limits: fanLimits(deps),
    files: keepingFiles<FileOn>({
      ...deps,
      ...discordDownloads(deps),
      idOf: ({ file }) => file.id,
      nameOf: ({ file }) => file.filename,
      notHad: 'Discord did not hand it out. Send it again.',
    }),
  }
  const taking = takeFromIntake({
    platform: 'discord fans',
    intake: database.intake,
    log,
    staysBefore,
    async before({ lane, body }) {
      await missed.channel(lane)
      await earlier.read(lane, authorOf(body))
    },
    givenUp: fanGivenUp({ database, clock, self: known, tell: fanTelling(posting) }),
    handle: fanIncoming({
      ...deps,
      ...bringing,
      self: known,
      brings: fanBringing(bringing),
      posting,
      open,
      answers,
      parking,
      tell: fanTelling(posting),
    }),
  })
  const missed = catchingUp({
    ...deps,
    feed,
    topic: 'discord:fans heard',
    withNews: () => records.channels(),
    take: (channel, message) => listening.read(channel, message),
  })
  const earlier = earlierMessages({
    ...deps,
    records,
    take: (channel, message) => listening.read(channel, message),
  })
  const listening = fanListening({ taking, missed, typing, self: known, begin })
  const interacted = fanInteractions({ settings, records, taking, answers })
  const outgoing = fanOutgoing({
    settings,
    clock,
    gateway,
    posting,
    files: sent,
    records,
    copies,
    open,
    address: (file) => new URL(files.url(file, ADDRESS), deps.baseUrl).href,
  })

  function known(): Self {
    if (!self) throw new Error('Discord has not said yet who the app is.')
    return self
  }

  function heard(dispatch: Dispatch, me: Self): boolean {
    if (dispatch.t === 'READY') app = ready.safeParse(dispatch.d).data?.application.id ?? null
    const isFirst = self === null
    self = me
    if (isFirst) taking.start()
    if (dispatch.t === 'INTERACTION_CREATE') {
      const given = fansInteraction(dispatch.d)
      if (given) begin('answer a visitor', interacted(given, dispatch.d))
      return given !== null
    }
    return isDirect(dispatch) && listening.hear(dispatch)
  }

  function begin(what: string, work: Promise<void>): void {
    const mine = work
      .catch((error: unknown) => log.error({ error: String(error) }, `Discord: could not ${what}`))
      .finally(() => under.delete(mine))
    under.add(mine)
  }

  function settingsChanged(): void {
    const all = openInboxes(settings())
    const offered = all.length > 0 ? [contactCommand(all)] : []
    if (app !== null) begin('register /contact', registered.run(app, null, offered))
    begin('keep the button for visitors', button.look())
  }

  return {
    door: {
      name: 'discord',
      capabilities: { receipts: 'none', echo: false },
      start(to) {
        road = to
        return Promise.resolve()
      },
      ...outgoing,
      async stop() {
        typing.stop()
        await missed.stop()
        earlier.stop()
        registered.stop()
        await button.stop()
        await Promise.all(under)
        await taking.stop()
      },
    },
    heard,
    connected(gap) {
      // A session that goes on brings what it missed by itself; to look costs a call for each person.
      if (gap) begin('read what was missed', missed.run())
      begin('remember since when it is open', earlier.opened())
      settingsChanged()
    },
    settingsChanged,
  }
}
