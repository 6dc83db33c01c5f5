import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi } from './api.ts'
import type { LoggedCall } from './api.ts'
import { seeChannel } from './channel-view.ts'
import type { SeenChannel } from './channel-view.ts'
import { control } from './control.ts'
import { createDeliveries, RETRIES } from './deliveries.ts'
import { eventFor } from './events.ts'
import { addGroup, addPerson } from './example-world.ts'
import type { PersonGiven } from './example-world.ts'
import { createHands } from './hands.ts'
import type { Hands } from './hands.ts'
import type { JsonObject } from './json.ts'
import { createLimiter, SLACK_LIMITS } from './limits.ts'
import type { Limits } from './limits.ts'
import { findPerson, makeChannel, thePerson } from './lookup.ts'
import { METHODS } from './methods.ts'
import type { ChannelKind, Person } from './model.ts'
import type { Office, Quirks } from './office.ts'
import { addToken, openOffice } from './open-office.ts'
import { APP_TOKEN, BOT_TOKEN } from './options.ts'
import type { FakeSlackOptions } from './options.ts'
import { overHttp } from './over-http.ts'
import { createSockets } from './over-sockets.ts'
import type { Sockets } from './over-sockets.ts'
import { createWriter } from './person.ts'
import type { Writer } from './person.ts'
import { serve } from './server.ts'
import { deactivate, regroup, renamePerson } from './staff.ts'
import { createTickets } from './tickets.ts'
import { createWaiting } from './waiting.ts'
import { createWeather } from './weather.ts'
import type { Weather } from './weather.ts'

/** Someone in the workspace, and everything they can do. */
export type User = Writer & Hands & { readonly id: string; readonly name: string }

/** A Slack of its own on loopback, with one app installed: the one under test. */
export interface FakeSlack {
  readonly url: string
  /** For `slackApiUrl`. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly teamId: string
  readonly botUserId: string
  readonly botId: string
  readonly appId: string
  user(handle: string): User
  channel(name: string): SeenChannel
  readonly weather: Weather
  readonly sockets: Omit<Sockets, 'send' | 'ticket' | 'upgrade' | 'stop'>
  readonly quirks: Quirks
  /** What the app did that Slack passes over, or that no good app does: unknown arguments, wrong types. */
  complaints(): readonly string[]
  /** Calls of the Web API, oldest first; of one method if it is named. */
  calls(method?: string): readonly LoggedCall[]
  /** Events that Slack gave up on. */
  lost(): readonly JsonObject[]
  /** Shows each event as it happens, whether or not the app hears of it. */
  watches(look: (event: JsonObject) => void): void
  /** How often what may be called, from now on. */
  limitsAre(limits: Limits): void
  /** Events go to this URL from now on; null: by Socket Mode. */
  deliversTo(requestUrl: string | null): void
  subscribesTo(types: readonly string[] | null): void
  addUser(given: PersonGiven): Person
  addGroup(handle: string, members: readonly string[]): void
  addChannel(name: string, given?: ChannelGiven): SeenChannel
  /** One more bot token, which may do less. */
  token(scopes: readonly string[]): string
  /** The app is taken out: its token is revoked, and it is told. */
  uninstalls(): void
  /** The workspace or the app's user is gone. */
  deactivatesApp(): void
  /** The workspace or the app's user is back. */
  reactivatesApp(): void
  /** Someone leaves. */
  deactivates(handle: string): void
  /** Someone goes by another display name. */
  renames(handle: string, displayName: string): void
  /** A group has other members. */
  regroups(handle: string, members: readonly string[]): void
  presence(handle: string, presence: Person['presence']): void
  /** Messages are read back so many at a time at most, from now on, as by apps that are sold. */
  pagesAre(most: number): void
  /** How long Slack looks a file over before it shows it, in ms, from now on; Infinity: it never does. */
  scansFilesFor(ms: number): void
  /** Resolves once this holds, looked at after each change. */
  until(holds: () => boolean | Promise<boolean>, what?: string): Promise<void>
  /** Resolves when nothing is on its way to the app. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface ChannelGiven {
  readonly kind?: ChannelKind
  /** By their handles; without the app unless `withApp`. */
  readonly members?: readonly string[]
  /** The app is in it; true if left out. */
  readonly withApp?: boolean
  readonly shared?: boolean
}

/** Starts a Slack on loopback, with the small workspace of `furnish`. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const office = openOffice(options)
  const weather = createWeather(office.chance)
  const limiter = createLimiter(office.clock, options.limits ?? SLACK_LIMITS)
  const tickets = createTickets(office)
  const sockets = createSockets(office)
  const waiting = createWaiting(() => standing(office))
  let requestUrl = options.requestUrl ?? null

  const api = createApi({
    office,
    weather,
    limiter,
    tickets,
    methods: METHODS,
    socketUrl: sockets.ticket,
  })
  const transport = () =>
    requestUrl === null ? sockets : overHttp(requestUrl, office.app.signingSecret, office.clock)
  const deliveries = createDeliveries(office, weather, transport, options.retries ?? RETRIES)

  const server = createServer((request, response) => {
    serve({ office, api, tickets, weather }, request, response)
      .then(async (done) => done || control(slack, request, response))
      .catch((error: unknown) => {
        office.complaints.push(
          `The fake itself failed: ${error instanceof Error ? error.stack : String(error)}`,
        )
        response.destroy()
      })
  })
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  office.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  office.changed = waiting.changed
  const watchers: ((event: JsonObject) => void)[] = []
  office.tell = (happening) => {
    for (const look of watchers) look(happening.event)
    const payload = eventFor(office, happening)
    if (payload) deliveries.announce(payload)
  }

  const users = new Map<string, User>()
  function user(handle: string): User {
    const { id, displayName } = thePerson(office, handle)
    const known = users.get(id)
    if (known) return known
    const hands = createHands({ office, tickets }, deliveries, id)
    const made = { id, name: displayName, ...createWriter(office, id), ...hands }
    users.set(id, made)
    return made
  }

  const slack: FakeSlack = {
    url: office.url,
    apiUrl: `${office.url}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: office.app.signingSecret,
    teamId: office.team.id,
    botUserId: office.app.userId,
    botId: office.app.botId,
    appId: office.app.id,
    user,
    channel: (name) => seeChannel(office, name),
    weather,
    sockets,
    quirks: office.quirks,
    complaints: () => office.complaints,
    calls: (method) => api.calls.filter((one) => method === undefined || one.method === method),
    lost: () => deliveries.lost,
    watches: (look) => void watchers.push(look),
    limitsAre: (limits) => {
      limiter.limits = limits
    },
    deliversTo: (url) => {
      requestUrl = url
    },
    subscribesTo: (types) => {
      office.app.subscriptions = types
    },
    addUser: (given) => addPerson(office, given),
    addGroup: (handle, members) => addGroup(office, handle, members),
    addChannel(name, { kind = 'public', members = [], withApp = true, shared = false } = {}) {
      const ids = members.map((one) => thePerson(office, one).id)
      const all = withApp ? [...ids, office.app.userId] : ids
      makeChannel(office, { name, kind, members: all, shared })
      return seeChannel(office, name)
    },
    token(scopes) {
      const value = `xoxb-fake-${office.id('')}`
      addToken(office, { value, kind: 'bot', scopes })
      return value
    },
    uninstalls() {
      for (const token of office.tokens.values()) token.state = 'revoked'
      const bot = [office.app.userId]
      tellApp(office, 'tokens_revoked', { tokens: { oauth: [], bot } })
      tellApp(office, 'app_uninstalled', {})
    },
    deactivatesApp() {
      for (const token of office.tokens.values()) token.state = 'inactive'
    },
    reactivatesApp() {
      for (const token of office.tokens.values()) token.state = 'good'
    },
    deactivates: (handle) => deactivate(office, handle),
    renames: (handle, displayName) => renamePerson(office, handle, displayName),
    regroups: (handle, members) => regroup(office, handle, members),
    presence(handle, presence) {
      const person = findPerson(office, handle)
      if (person) person.presence = presence
    },
    pagesAre(most) {
      office.largestPage = most
    },
    scansFilesFor(ms) {
      office.fileDelay = ms
    },
    until: async (holds, what = 'a change') => waiting.until(holds, what),
    settled: deliveries.settled,
    async stop() {
      deliveries.stop()
      await sockets.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return slack
}

function tellApp(office: Office, type: string, fields: JsonObject) {
  office.tell({ event: { type, ...fields, event_ts: office.ts() }, subscription: type })
}

/** All that the channels hold, for the message of a wait that was in vain. */
function standing(office: Office): string {
  const lines = [...office.channels.values()].flatMap((one) => {
    const seen = seeChannel(office, one.id)
    if (seen.holds.length === 0) return []
    const threads = seen.threads().map((thread) => `    ${thread.texts().join(' / ')}`)
    return [`#${one.name}: ${seen.texts().join(' / ')}`, ...threads]
  })
  return [...lines, ...office.complaints.map((one) => `Complaint: ${one}`)].join('\n')
}
