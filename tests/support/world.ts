import pino from 'pino'
import { onTestFinished } from 'vitest'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import type { Conversation, Door, Place, Route } from '../../src/conversation/conversation.ts'
import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageId,
  VisitorId,
} from '../../src/conversation/ids.ts'
import type { Role } from '../../src/conversation/actor.ts'
import type { Intent, Rerouted } from '../../src/conversation/actions.ts'
import type { Hours } from '../../src/conversation/hours.ts'
import type { Label, Labels } from '../../src/conversation/labels.ts'
import { plainText, textContent } from '../../src/conversation/message.ts'
import { dueOf } from '../../src/conversation/sla.ts'
import type { SlaPolicy } from '../../src/conversation/sla.ts'
import type {
  Answer,
  Classifier,
  CommandAnswer,
  Post,
  PublicMessage,
  PublicState,
  Receipt,
  TeamChat,
  VisitorChannel,
} from '../../src/ports.ts'
import { carry, carryTogether, openAnew } from '../../src/routing/carry.ts'
import { createDelivery } from '../../src/routing/deliver.ts'
import { tellGivenUp } from '../../src/routing/given-up.ts'
import { askingAgain, askingOn } from '../../src/routing/asking-again.ts'
import { subjectOf } from '../../src/routing/opening.ts'
import type { Opens, Usual } from '../../src/routing/opening.ts'
import { chooseRoute } from '../../src/routing/rules.ts'
import type { Rule } from '../../src/routing/rules.ts'
import { teamsOfMember } from '../../src/conversation/teams.ts'
import type { Abilities, TeamRules } from '../../src/routing/assign-rules.ts'
import { createAssignment } from '../../src/routing/assignment.ts'
import { knowingBegun } from '../../src/routing/begun.ts'
import type { MoodRules } from '../../src/routing/clipped.ts'
import { watchingMood } from '../../src/routing/mood.ts'
import { createRouter } from '../../src/routing/router.ts'
import { keepingSla } from '../../src/routing/sla.ts'
import { createSorting } from '../../src/routing/sorting.ts'
import { createTeamInbox } from '../../src/routing/team.ts'
import { knowingWhoWasTold } from '../../src/routing/told.ts'
import { createTimers } from '../../src/routing/timers.ts'
import { createVisitorInbox } from '../../src/routing/visitors.ts'

const DESK: Place = { chat: 'desk', channel: 'support' }
const SLACK: Place = { chat: 'slack', channel: 'support' }

/** What a place answers to a delivery; the last one stays. */
export type Weather = (attempt: number) => Receipt | 'ok'

/**
 * The real road and the real embedded store between a visitor's door and a team's chat that hold what
 * reached them. Time stands still unless a test moves it.
 */
export async function world(
  setup: {
    readonly hold?: number
    readonly file?: string
    /** Where new conversations go; at the desk alone if left out. */
    readonly places?: readonly Place[]
    /** What a new conversation’s route says besides. */
    readonly route?: (visitor: string) => Partial<Route>
    readonly teams?: readonly TeamRules[]
    readonly agents?: readonly Abilities[]
    /** When supervisors hear that visitors sound fed up, never if left out; and who judges that besides. */
    readonly mood?: MoodRules
    readonly judge?: Classifier
    /** How soon visitors are to be answered, and in which hours. */
    readonly sla?: readonly SlaPolicy[]
    readonly hours?: Hours
    /** When a new conversation has been sorted. */
    readonly settled?: (id: ConversationId) => Promise<void>
    /** Who says what new conversations are about; nobody if left out. */
    readonly classifiers?: readonly Classifier[]
    /** For how long a new thread waits for that (ms). */
    readonly wait?: number
    /** The labels that the inbox uses. */
    readonly labels?: readonly Label[]
    /** Where the rules send a conversation by its labels; nowhere else if left out. */
    readonly routeAgain?: (conversation: Conversation, labels: Labels) => Rerouted | null
    /** The rules, in the place of that. */
    readonly rules?: readonly Rule[]
    /** Ms between two questions about a conversation; none if left out. */
    readonly pause?: number
  } = {},
) {
  const { places = [DESK], labels = [], teams = [], agents = [] } = setup
  const clock = { at: Date.UTC(2026, 10, 20, 9), now: () => clock.at }
  const database = await openSqlite({ file: setup.file ?? ':memory:', clock })
  const { store, outbox, people, library, audit } = database
  const log = pino({ level: 'silent' })
  const hold = setup.hold ?? 0
  const chat = recordingChat('desk')
  const slack = recordingChat('slack')
  const chats: Readonly<Record<string, TeamChat>> = { desk: chat.chat, slack: slack.chat }
  const door = recordingDoor()
  /** Who was seen typing by the visitor. */
  const typed: string[] = []

  const router = createRouter({
    store,
    clock,
    log,
    policy: () => ({ hold: { reply: hold, first: hold } }),
    due: (before, after, now) => [
      ...assignment.due(before, after, now),
      ...sla.timers(before, after),
    ],
    saved(before, after, events) {
      sorting.heard(before, after, events)
      assignment.saved(before, after)
      mood.heard(before, after, events)
    },
    wake: (lanes) => delivery.wake(lanes),
  })
  const assignment = createAssignment({
    store,
    people,
    log,
    router,
    rules: () => ({ teams, agents, confidence: 0.6 }),
    ...(setup.settled ? { settled: setup.settled } : {}),
  })
  const sla = keepingSla({
    store,
    people,
    clock,
    due: (conversation) => dueOf(conversation, setup.sla ?? [], setup.hours ?? 'always'),
    rules: () => ({ agents }),
  })
  const mood = watchingMood({
    judge: () => setup.judge ?? null,
    router,
    store,
    clock,
    log,
    rules: () => setup.mood ?? null,
    sure: () => 0.6,
    choices: () => ({ languages: [] }),
  })
  const usual: Usual = {
    hours: 'always',
    language: 'en',
    route: { places, team: null, priority: 'normal', tags: [] },
    departments: [],
  }
  const { visitors: known } = database
  const rules = () => setup.rules ?? []
  const asking = { store, visitors: known, rules, usual: () => usual }
  const routeAgain = async (conversation: Conversation, labels: Labels = {}) =>
    setup.routeAgain?.(conversation, labels) ?? null
  const sorting = createSorting({
    classifiers: () => setup.classifiers ?? [],
    router,
    store,
    clock,
    log,
    choices: () => ({
      intents: labels.filter(({ kind }) => kind === 'intent'),
      departments: labels.filter(({ kind }) => kind === 'department'),
      languages: [],
    }),
    wait: () => setup.wait ?? 0,
    sure: () => 0.6,
    goByWords: () => setup.rules !== undefined,
    pause: setup.pause ?? 0,
    reroute: setup.rules ? askingOn(asking) : routeAgain,
    teamName: (id) => id.toUpperCase(),
  })
  const carrier = {
    begun: knowingBegun(),
    sorted: sorting.settled,
    store,
    people,
    teamChat: (name: string) => chats[name],
    channel: (name: string) => (name === 'widget' ? door.channel : undefined),
    signature: () => ({ brand: 'Luna', face: null }),
    picture: () => null,
  }
  const told = knowingWhoWasTold({ clock })
  const delivery = createDelivery({
    outbox,
    clock,
    log,
    delivered: told.delivered,
    carry: (row) => carry(carrier, row),
    carryTogether: (rows) => carryTogether(carrier, rows),
    givenUp: (row, reason) => tellGivenUp({ router, store, audit, clock }, row, reason),
  })
  const opens: Opens[] = []
  const timers = createTimers({ store, router, clock, log, overflow: assignment.overflow, sla })
  const visitors = createVisitorInbox({
    router,
    store,
    clock,
    reopenWithin: () => 7 * 86_400_000,
    async route(words) {
      opens.push(words)
      const visitor = await known.get(words.from.visitor)
      const chosen = chooseRoute(rules(), subjectOf(words, visitor, usual), clock.at)
      return { ...chosen, route: { ...chosen.route, ...setup.route?.(words.from.visitor) } }
    },
    teamChat: () => chat.chat,
  })
  const teamIn = (name: string) =>
    createTeamInbox(
      {
        told,
        router,
        store,
        people,
        library,
        audit,
        clock,
        zone: () => 'UTC',
        inboxName: () => 'Shop',
        sure: () => 0.6,
        teams: () => [{ id: 'billing', name: 'Billing' }, ...teams],
        labels: () => labels,
        queueOf: () => null,
        routeAgain: setup.rules ? askingAgain(asking) : routeAgain,
        queuePlace: assignment.queuePlace,
        staffing: assignment.staffing,
        teamsOf: (member) => teamsOfMember(agents, member),
        teamsBy: async ({ id }) => (agents.some((one) => one.id === id) ? 'settings' : null),
        peopleChanged: () => assignment.changed(),
        chats: () => ['desk', 'slack', 'discord'],
        teamChat: carrier.teamChat,
        placeIn: (_, to) => [DESK, SLACK].find((place) => place.chat === to) ?? null,
        openAnew: (to, id) => openAnew(carrier, to, id),
        typing: (_, by) => void typed.push(by.name),
      },
      name,
    )
  const team = teamIn('desk')
  await delivery.start()
  onTestFinished(async () => {
    await sorting.stop()
    await mood.stop()
    await assignment.stop()
    await delivery.stop()
    await database.close()
  })

  let count = 0
  const fresh = () => `id-${(count += 1)}`

  async function member(
    name: string,
    role: Role = 'agent',
    teams: readonly string[] = [],
  ): Promise<AgentId> {
    const id = name.toLowerCase() as AgentId
    await people.put({
      id,
      name,
      email: null,
      picture: null,
      role,
      teams,
      active: true,
      onDuty: true,
      createdAt: clock.at,
    })
    return id
  }

  return {
    clock,
    log,
    database,
    delivery,
    timers,
    router,
    assignment,
    sorting,
    chat,
    typed,
    /** The team's other chat. */
    slack,
    inSlack: teamIn('slack'),
    door,
    member,
    write: (words: string, visitor = 'nina', id = fresh()): Promise<Answer> =>
      visitors.arrived({ kind: 'message', id, from: sender(visitor), content: textContent(words) }),
    visitors,
    /** For which words it was asked where they go. */
    opens: opens as readonly Opens[],
    sender,
    say: (
      by: AgentId,
      conversation: ConversationId,
      words: string,
      intent: Intent = 'auto',
      id = fresh(),
    ): Promise<Answer> =>
      team.message({ id, by, conversation, content: textContent(words), intent, ref: null }),
    command: (
      by: AgentId,
      conversation: ConversationId,
      name: string,
      args: Record<string, string> = {},
      id = fresh(),
    ): Promise<CommandAnswer> => team.command({ id, by, conversation, name, args }),
    team,
    async current(visitor = 'nina'): Promise<Conversation> {
      const conversation = await store.current(visitor as VisitorId)
      if (!conversation) throw new Error(`${visitor} has no conversation.`)
      return conversation
    },
    /** Resolves when nothing can be given to anybody, nor in the outbox go out, any more at this time. */
    async settled(): Promise<void> {
      for (;;) {
        await mood.idle()
        await assignment.idle()
        await delivery.idle()
        const due = (await outbox.lanes()).filter((lane) => lane.at <= clock.at)
        if (due.length === 0) return
        delivery.wake(due.map((lane) => lane.lane))
      }
    },
  }
}

function sender(visitor: string) {
  return {
    visitor: visitor as VisitorId,
    inbox: 'demo' as InboxId,
    name: visitor[0]?.toUpperCase() + visitor.slice(1),
    door: { channel: 'widget', address: visitor } satisfies Door,
  }
}

function recordingChat(name: string) {
  const threads = new Map<string, Map<string, Post>>()
  /** The places of each conversation as its card shows them. */
  const cards = new Map<string, readonly string[]>()
  const opened: string[] = []
  let weather: (thread: string) => Weather = () => () => 'ok'
  const tries = new Map<string, number>()

  function under(thread: string, done: () => string): Promise<Receipt> {
    const attempt = (tries.get(thread) ?? 0) + 1
    tries.set(thread, attempt)
    const receipt = weather(thread)(attempt)
    return Promise.resolve(receipt === 'ok' ? { ok: true, ref: done() } : receipt)
  }

  function put(thread: string, post: Post): string {
    const key = post.kind === 'line' ? post.id : post.message.id
    threads.get(thread)?.set(key, post)
    // As the desk, which names its posts as we do, and as platforms, which do not.
    return name === 'desk' ? key : `${thread}/${key}`
  }

  /** A thread that was lost is another one when it is opened again; so is that in another channel, but at the desk. */
  function open(id: string, channel: string): string {
    const its = name === 'desk' || channel === 'support' ? id : `${id}@${channel}`
    const times = opened.filter((one) => one === its).length
    const standing = [its, ...opened.map((_, index) => `${its}~${index + 1}`)]
    const another = times === 0 || name === 'desk' ? its : `${its}~${times}`
    const ref = standing.find((one) => threads.has(one)) ?? another
    if (!threads.has(ref)) threads.set(ref, new Map())
    opened.push(its)
    return ref
  }

  const chat: TeamChat = {
    name,
    start: async () => undefined,
    stop: async () => undefined,
    linkTo: async (thread) => `https://${name}.example/${thread}`,
    holds: (thread, post) => name === 'desk' || post.startsWith(`${thread}/`),
    openThread: async (conversation, { channel }) =>
      under(conversation.id, () => open(conversation.id, channel)),
    async post(thread, post) {
      if (!threads.has(thread)) return { ok: false, kind: 'gone', reason: 'No such thread.' }
      return under(thread, () => put(thread, post))
    },
    async amend(thread, post) {
      if (!threads.has(thread)) return { ok: false, kind: 'gone', reason: 'No such thread.' }
      return under(thread, () => put(thread, post))
    },
    async refresh(thread, { places }) {
      if (!threads.has(thread)) return { ok: false, kind: 'gone', reason: 'No such thread.' }
      cards.set(
        thread,
        places.map((place) => place.chat),
      )
      return { ok: true, ref: thread }
    },
  }

  return {
    chat,
    threads,
    cards,
    opened,
    /** What a thread shows, as text: `note: …`, `reply: …`, `visitor: …`, or the line. */
    shows: (thread: string): string[] =>
      [...(threads.get(thread)?.values() ?? [])].map((post) =>
        post.kind === 'line'
          ? post.text
          : `${post.message.kind}: ${plainText(post.message.content)}`,
      ),
    lines: (thread: string) =>
      [...(threads.get(thread)?.values() ?? [])].flatMap((post) =>
        post.kind === 'line' ? [post] : [],
      ),
    weather: (make: (thread: string) => Weather) => {
      weather = make
    },
  }
}

function recordingDoor() {
  const screens = new Map<string, Map<MessageId, PublicMessage>>()
  const states: PublicState[] = []
  const attempts: string[] = []
  let weather: Weather = () => 'ok'

  const screen = (address: string) => {
    const held = screens.get(address) ?? new Map<MessageId, PublicMessage>()
    screens.set(address, held)
    return held
  }

  function under(words: string, done: () => void): Promise<Receipt> {
    attempts.push(words)
    const receipt = weather(attempts.filter((one) => one === words).length)
    if (receipt !== 'ok') return Promise.resolve(receipt)
    done()
    return Promise.resolve({ ok: true, ref: words })
  }

  const channel: VisitorChannel = {
    name: 'widget',
    capabilities: { receipts: 'seen', echo: true },
    start: async () => undefined,
    stop: async () => undefined,
    send: (to, message) =>
      under(plainText(message.content), () => void screen(to.address).set(message.id, message)),
    edit: (to, message) =>
      under(plainText(message.content), () => void screen(to.address).set(message.id, message)),
    remove: (to, message) => under(message, () => void screen(to.address).delete(message)),
    async state(_to, state) {
      states.push(state)
      return { ok: true, ref: '' }
    },
  }

  return {
    channel,
    states,
    attempts,
    /** The texts on a visitor's screen, in the order in which they appeared. */
    sees: (address = 'nina'): string[] =>
      [...(screens.get(address)?.values() ?? [])].map((message) => plainText(message.content)),
    weather: (next: Weather) => {
      weather = next
    },
  }
}
