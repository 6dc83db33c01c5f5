import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { banners } from './adapters/desk/banners.ts'
import type { DiscordDeps } from './adapters/discord/index.ts'
import { createDesk } from './adapters/desk/index.ts'
import { facePath } from './adapters/desk/faces.ts'
import { PEOPLE } from './adapters/desk/news.ts'
import { openFiles } from './adapters/files.ts'
import { createHttp } from './adapters/http.ts'
import { createLocalCoordination } from './adapters/local/index.ts'
import { createMetrics } from './adapters/metrics.ts'
import type { SlackDeps } from './adapters/slack/index.ts'
import { openSqlite } from './adapters/sql/index.ts'
import { createWidget } from './adapters/widget/index.ts'
import { NO_CLASSIFIERS } from './classifiers.ts'
import type { Classifiers } from './classifiers.ts'
import { commands } from './commands/index.ts'
import type { Environment, Settings } from './config.ts'
import { discordSecrets, slackSecrets } from './config.ts'
import type { Conversation } from './conversation/conversation.ts'
import { learning } from './learners.ts'
import type { Clock, Database, TeamChat, VisitorChannel } from './ports.ts'
import { buildRoad } from './road.ts'
import { whereabouts } from './routing/elsewhere.ts'
import { interpret, parseCommand } from './routing/interpret.ts'
import { rememberingPeople } from './routing/members.ts'
import { rememberingThreads } from './routing/threads.ts'
import { createWeekly } from './routing/weekly.ts'

export interface Options {
  readonly environment: Environment
  readonly settings: Settings
  readonly clock: Clock
  readonly log: Logger
  /** The folder of the built pages. */
  readonly pages: string
  /** How fast Slack goes; by default as fast as Slack allows. */
  readonly slack?: Pick<SlackDeps, 'settle' | 'rate' | 'patience'>
  readonly discord?: Pick<DiscordDeps, 'settle'>
  /** Who says what conversations are about; nobody if left out. */
  readonly classifiers?: Classifiers
  /** Ms after a correction in which no other comes, until classifiers learn it; a minute if left out. */
  readonly learnAfter?: number
}

export interface Greenroom {
  /** The port it listens on. */
  readonly port: number
  /** A new one-time link to the desk, for the first administrator. */
  signInLink(): Promise<string>
  /** Takes new settings while running. */
  apply(settings: Settings): Promise<void>
  /** Shows a banner on every desk page; null clears it. */
  announce(banner: string | null): void
  /** Says goodbye, finishes what is under way, and closes the store. */
  stop(): Promise<void>
}

/** Ms that requests under way get to finish at the end. */
const LAST_ORDERS = 5_000
/** Ms in which the link that a start prints can be used. */
const SIGN_IN_WITHIN = 24 * 3_600_000

/** Builds the whole house from its parts and opens the doors. Throws a sentence when it cannot. */
export async function startGreenroom(options: Options): Promise<Greenroom> {
  const { environment, clock, log } = options
  let settings = options.settings
  await mkdir(environment.data, { recursive: true })
  const opened = await openSqlite({ file: join(environment.data, 'greenroom.sqlite'), clock })
  const people = rememberingPeople(opened.people)
  const database: Database = { ...opened, people, store: rememberingThreads(opened.store) }
  await seed(database, settings, clock)

  const secret =
    environment.secret ??
    (await database.keepsakes.keep('secret', () => randomBytes(32).toString('base64url')))
  const metrics = createMetrics()
  const coordination = createLocalCoordination({ clock })
  const files = await openFiles({
    dir: join(environment.data, 'files'),
    records: database.files,
    secret,
    clock,
    log,
  })

  const whereIs = (conversation: Conversation) =>
    whereabouts({ store: database.store, teamChat: (name) => chats.get(name) }, conversation)
  const shared = { settings: () => settings, database, coordination, clock, log, files }
  const widget = createWidget({
    ...shared,
    secret,
    baseUrl: environment.url,
    secretNamed: environment.secretNamed,
    proxies: environment.proxies,
    picture: (agent) => facePath(agent.id),
    queuePlace: (conversation) => road.assignment.queuePlace(conversation),
  })
  const desk = createDesk({
    ...shared,
    commands,
    parse: (text) => parseCommand(text, people.names()),
    whereabouts: whereIs,
    baseUrl: environment.url,
    pages: options.pages,
  })
  const announce = banners(desk.announce)
  const threads = {
    ...shared,
    commands,
    interpret: (line: string) => interpret(line, people.names()),
    parse: (line: string) => parseCommand(line, people.names()),
    whereabouts: whereIs,
    peopleChanged: () => coordination.publish(PEOPLE, null),
    baseUrl: environment.url,
  }
  const slack =
    settings.slack &&
    (await openSlack({
      ...threads,
      trouble: (text) => announce('slack', text),
      notTaken: (text) => announce('not taken from slack', text),
      goOn: () => road.delivery.goOn('slack'),
      secrets: slackSecrets(settings.slack.mode, environment.secretNamed),
      ...options.slack,
    }))
  const discord =
    settings.discord &&
    (await openDiscord({
      ...threads,
      trouble: (text) => announce('discord', text),
      notTaken: (text) => announce('not taken from discord', text),
      goOn: () => road.delivery.goOn('discord'),
      secrets: discordSecrets(environment.secretNamed),
      ...options.discord,
    }))
  const chats = byName<TeamChat>([desk, ...(slack ? [slack] : []), ...(discord ? [discord] : [])])
  const channels = byName<VisitorChannel>([widget, ...(discord ? [discord.door] : [])])
  const { classifiers = NO_CLASSIFIERS } = options
  const learned = learning({
    learners: classifiers.now,
    labelling: database.labelling,
    log,
    // What was opened before it had.
    learned: () => void road.sorting.start(),
    wait: options.learnAfter,
  })
  const road = buildRoad(
    { clock, log, classifiers: classifiers.now },
    database,
    chats,
    channels,
    () => settings,
    metrics,
    {
      peopleChanged: () => coordination.publish(PEOPLE, null),
      corrected: learned.corrected,
      notShown: (chat, reason) =>
        announce(`not shown in ${chat}`, `Not everything reached ${chat}. ${reason}`),
    },
  )

  const weekly = createWeekly({
    labelling: database.labelling,
    feed: database.feed,
    teamChat: (name) => chats.get(name),
    report: () => settings.classify?.report ?? null,
    taxonomy: () => settings.taxonomy,
    zone: () => zoneOf(settings),
    clock,
    log,
    notSaid: (reason) => announce('weekly line', reason),
  })
  const http = createHttp({
    log,
    metrics,
    check: () => database.check(),
    mounts: [{ routes: files.routes }, widget, ...(slack ? [slack] : []), desk],
    pages: options.pages,
    proxies: environment.proxies,
  })
  await desk.start(road.team('desk'))
  await widget.start(road.visitors)
  await slack?.start(road.team('slack'))
  await discord?.door.start(road.visitors)
  await discord?.start(road.team('discord'))
  learned.taught(settings)
  await road.sorting.start()
  await road.delivery.start()
  road.timers.start()
  weekly.start()
  coordination.subscribe(PEOPLE, () => road.assignment.changed())
  road.assignment.changed()
  const { port } = await http.listen(environment.port, environment.host)

  return {
    port,
    signInLink: () => signInLink(database, desk, clock),
    async apply(next) {
      settings = next
      await seed(database, next, clock)
      await classifiers.apply(next)
      learned.taught(next)
      void weekly.look()
      slack?.settingsChanged()
      discord?.settingsChanged()
      road.assignment.changed()
    },
    announce: (banner) => announce('settings', banner),
    async stop() {
      http.drain()
      await Promise.all([widget.stop(), desk.stop(), slack?.stop(), discord?.stop()])
      await road.sorting.stop()
      await road.mood.stop()
      await road.timers.stop()
      await road.assignment.stop()
      await learned.stop()
      await weekly.stop()
      await road.delivery.stop()
      await classifiers.stop()
      await http.close(LAST_ORDERS)
      await database.close()
    },
  }
}

/** Only a house that has Slack carries its tools. */
async function openSlack(deps: SlackDeps) {
  const { createSlack } = await import('./adapters/slack/index.ts')
  return createSlack(deps)
}

/** The same for Discord. */
async function openDiscord(deps: DiscordDeps) {
  const { createDiscord } = await import('./adapters/discord/index.ts')
  return createDiscord(deps)
}

/** By whose clock a week begins: that of the first inbox which keeps hours. */
function zoneOf({ inboxes }: Settings): string {
  for (const { hours } of inboxes) if (hours !== 'always') return hours.timezone
  return 'UTC'
}

function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.name, one]))
}

/** Puts what the settings name into the store: members to begin with, and the canned replies. */
async function seed(database: Database, settings: Settings, clock: Clock): Promise<void> {
  const known = new Set((await database.people.all()).map((member) => member.id))
  for (const { slack: _, discord: __, ...agent } of settings.agents.filter(
    ({ id }) => !known.has(id),
  )) {
    const fresh = { picture: null, active: true, onDuty: true, createdAt: clock.now() }
    await database.people.put({ ...agent, ...fresh })
  }
  await database.library.seed(
    settings.inboxes.flatMap((inbox) =>
      inbox.canned.map(({ name, text }) => ({ inbox: inbox.id, name, text })),
    ),
  )
}

/** For the first administrator there is, or for whoever opens it to become one. */
async function signInLink(
  database: Database,
  desk: ReturnType<typeof createDesk>,
  clock: Clock,
): Promise<string> {
  const members = await database.people.all()
  const admin = members.find((member) => member.active && member.role === 'admin')
  return desk.enterLink({
    role: 'admin',
    teams: [],
    agent: admin?.id ?? null,
    by: null,
    expiresAt: clock.now() + SIGN_IN_WITHIN,
  })
}
