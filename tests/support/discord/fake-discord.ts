import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWaiting } from '../slack/waiting.ts'
import { createApi } from './api.ts'
import type { LoggedCall } from './api.ts'
import { seeChannel, seeThread } from './channel-view.ts'
import type { SeenChannel, SeenThread } from './channel-view.ts'
import { directChannel, makeChannel, tellOfChannel } from './channels.ts'
import { control } from './control.ts'
import { addPerson, addRole } from './example-world.ts'
import type { PersonGiven } from './example-world.ts'
import { createEyes } from './eyes.ts'
import type { Eyes } from './eyes.ts'
import { createGates } from './gates.ts'
import { createGateway } from './gateway.ts'
import type { Gateway } from './gateway.ts'
import { createHands } from './handling.ts'
import type { Hands } from './hands.ts'
import type { Intent } from './intents.ts'
import { DISCORD_LIMITS } from './limits.ts'
import type { Limits } from './limits.ts'
import { findChannel, thePerson, theRole } from './lookup.ts'
import type { Place } from './lookup.ts'
import { changeRole, join, leave } from './members.ts'
import type { ChannelKind, Person } from './model.ts'
import type { Happening, Office } from './office.ts'
import { openOffice } from './open-office.ts'
import type { FakeDiscordOptions } from './options.ts'
import { bits } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { createWriter } from './person.ts'
import type { Writer } from './person.ts'
import { ROUTES } from './routes.ts'
import { serve } from './server.ts'
import { createStanding } from './standing.ts'
import type { Standing } from './standing.ts'
import { createWeather } from './weather.ts'
import type { Weather } from './weather.ts'

/** Someone in the server or outside, and everything they can do and see. */
export type User = Writer &
  Hands &
  Eyes &
  Standing & {
    readonly id: string
    readonly name: string
    /** What stands for them in a text. */
    readonly mention: string
  }

/** A Discord of its own on loopback, with one server and one app: the one under test. */
export interface FakeDiscord {
  readonly url: string
  /** For discord.js’s `rest.api`, without the version. */
  readonly apiUrl: string
  /** The token that is good now. */
  readonly botToken: string
  readonly appId: string
  readonly botUserId: string
  readonly guildId: string
  user(handle: string): User
  /** A channel, a thread, or with `@nina` the app’s direct messages with her. */
  channel(place: Place): SeenChannel
  thread(place: Place): SeenThread
  role(name: string): { readonly id: string; readonly mention: string }
  readonly weather: Weather
  readonly gateway: Omit<Gateway, 'tell' | 'ask' | 'upgrade' | 'stop'>
  /** What the app did that Discord passes over, or that no good app does. */
  complaints(): readonly string[]
  /** Calls of the REST API, oldest first; of one route if it is named. */
  calls(route?: string): readonly LoggedCall[]
  /** Shows each event of the server as it happens, whether or not the app hears of it. */
  watches(look: (event: Pick<Happening, 't' | 'd'>) => void): void
  /** All channels, with categories and threads. */
  channels(): readonly SeenChannel[]
  /** How many calls count as invalid in these ten minutes: 401, 403, 429. */
  invalidCalls(): number
  /** How often what may be done, from now on. */
  limitsAre(limits: Limits): void
  /** Switches a privileged intent in the developer portal. */
  switchesIntent(intent: Intent, on: boolean): void
  addUser(given: PersonGiven): Person
  addRole(name: string, permissions?: readonly Permission[], mentionable?: boolean): string
  addChannel(name: string, given?: ChannelGiven): SeenChannel
  /** From now on a role may do these, and nothing else, in the whole server. */
  roleMay(role: string, permissions: readonly Permission[]): void
  /** AutoMod blocks messages with such a word; none if none is given. */
  blocksWords(...words: readonly string[]): void
  /** The owner makes a new token: the old one is good for nothing. */
  resetsToken(): string
  /** The app is put out of the server. */
  kicksApp(): void
  /** The app comes back, with what it may do. */
  invitesApp(): void
  /** Names of the app’s commands: `/close`, and those of menus without the stroke. */
  commands(): string[]
  /** Resolves once this holds, looked at after each change. */
  until(holds: () => boolean | Promise<boolean>, what?: string): Promise<void>
  /** Resolves when nothing is on its way to the app. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface ChannelGiven {
  readonly kind?: Extract<ChannelKind, 'text' | 'forum' | 'category'>
  /** The category's name. */
  readonly within?: string
  readonly tags?: readonly string[]
  readonly requiresTag?: boolean
}

const HEARTBEAT = 41_250
const RESUMABLE = 3 * 60_000

/** Starts a Discord on loopback, with the small server of `furnish`. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const office = openOffice(options)
  const weather = createWeather(office.chance)
  const gates = createGates(office, options.limits ?? DISCORD_LIMITS)
  const waiting = createWaiting(() => standing(office))
  const gateway = createGateway(office, weather, {
    limits: () => gates.limits,
    heartbeat: options.heartbeat ?? HEARTBEAT,
    resumable: options.resumable ?? RESUMABLE,
  })
  const api = createApi({ office, weather, gates, gateway, routes: ROUTES })

  const server = createServer((request, response) => {
    serve({ office, api, weather }, request, response)
      .then(async (done) => done || control(discord, request, response))
      .catch((error: unknown) => {
        office.complaints.push(
          `The fake itself failed: ${error instanceof Error ? error.stack : String(error)}`,
        )
        response.destroy()
      })
  })
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  office.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  office.changed = waiting.changed
  const watchers: ((event: Pick<Happening, 't' | 'd'>) => void)[] = []
  office.tell = (happening) => {
    gateway.tell(happening)
    for (const look of watchers) look(happening)
  }

  const users = new Map<string, User>()
  function user(handle: string): User {
    const { id, globalName } = thePerson(office, handle)
    const known = users.get(id)
    if (known) return known
    const made = {
      id,
      name: globalName,
      mention: `<@${id}>`,
      ...createWriter(office, id),
      ...createHands(office, id, gateway.ask),
      ...createEyes(office, id),
      ...createStanding(office, id),
    }
    users.set(id, made)
    return made
  }

  const discord: FakeDiscord = {
    url: office.url,
    apiUrl: `${office.url}/api`,
    get botToken() {
      return office.app.token
    },
    appId: office.app.id,
    botUserId: office.app.userId,
    guildId: office.guild.id,
    user,
    channel(place) {
      const direct = typeof place === 'string' && place.startsWith('@')
      return seeChannel(office, direct ? directChannel(office, thePerson(office, place)) : place)
    },
    thread: (place) => seeThread(office, place),
    role(name) {
      const { id } = theRole(office, name)
      return { id, mention: `<@&${id}>` }
    },
    weather,
    gateway,
    complaints: () => office.complaints,
    calls: (route) => api.calls.filter((one) => route === undefined || one.route === route),
    watches: (look) => void watchers.push(look),
    channels: () => [...office.channels.values()].map((one) => seeChannel(office, one)),
    invalidCalls: () => gates.invalid,
    limitsAre: (limits) => {
      gates.limits = limits
    },
    switchesIntent(intent, on) {
      if (on) office.app.privileged.add(intent)
      else office.app.privileged.delete(intent)
    },
    addUser: (given) => addPerson(office, given),
    addRole: (name, permissions = [], mentionable = true) =>
      addRole(office, name, permissions, { mentionable }).id,
    addChannel(name, { kind = 'text', within, tags = [], requiresTag = false } = {}) {
      const parent = within === undefined ? undefined : findChannel(office, within)
      const channel = makeChannel(office, {
        name,
        kind,
        parentId: parent?.id ?? null,
        requiresTag,
        tags: tags.map((tag) => ({ id: office.id(), name: tag, moderated: false, emoji: null })),
      })
      tellOfChannel(office, 'CHANNEL_CREATE', channel)
      return seeChannel(office, channel)
    },
    roleMay: (role, permissions) => changeRole(office, theRole(office, role), bits(permissions)),
    blocksWords(...words) {
      office.blockedWords.clear()
      for (const word of words) office.blockedWords.add(word.toLowerCase())
    },
    resetsToken() {
      office.app.token = `reset.${office.id()}`
      gateway.closes(4004)
      return office.app.token
    },
    kicksApp: () => leave(office, thePerson(office, office.app.userId)),
    invitesApp() {
      const app = thePerson(office, office.app.userId)
      join(office, app, [theRole(office, 'Greenroom').id])
    },
    commands() {
      const all = [...office.commands.guild, ...office.commands.global]
      return all.map((one) => `${one['type'] === 1 ? '/' : ''}${String(one['name'])}`)
    },
    until: async (holds, what = 'a change') => waiting.until(holds, what),
    settled: gateway.settled,
    async stop() {
      await gateway.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return discord
}

/** All that the channels hold, for the message of a wait that was in vain. */
function standing(office: Office): string {
  const lines = [...office.channels.values()].flatMap((one) => {
    const seen = seeChannel(office, one)
    const texts = seen.holds.map(({ by, text }) => `${by}: ${text}`)
    return texts.length === 0 ? [] : [`#${one.name}: ${texts.join(' / ')}`]
  })
  return [...lines, ...office.complaints.map((one) => `Complaint: ${one}`)].join('\n')
}
