import type { Logger } from 'pino'
import { whatSaysTeams } from './adapters/chats/whose-teams.ts'
import { facePath } from './adapters/desk/faces.ts'
import { dueBy } from './adapters/due-by.ts'
import { sureIn } from './adapters/label-choices.ts'
import type { createMetrics } from './adapters/metrics.ts'
import type { InboxSettings, Settings } from './config.ts'
import { choicesFor, inboxOf, placeIn, queueOf, rulesOf, usualOf } from './config.ts'
import type { Conversation } from './conversation/conversation.ts'
import type { RecordedEvent } from './conversation/events.ts'
import type { InboxId } from './conversation/ids.ts'
import { labelsUsed } from './conversation/naming-labels.ts'
import { teamsOfMember } from './conversation/teams.ts'
import type { Classifier, Clock, Database, TeamChat, VisitorChannel } from './ports.ts'
import { askingAgain, askingOn } from './routing/asking-again.ts'
import { createAssignment } from './routing/assignment.ts'
import type { Signature } from './routing/authors.ts'
import { knowingBegun } from './routing/begun.ts'
import { carry, carryTogether, openAnew } from './routing/carry.ts'
import { createDelivery } from './routing/deliver.ts'
import { tellGivenUp } from './routing/given-up.ts'
import { doorLanguage, subjectOf } from './routing/opening.ts'
import { watchingMood } from './routing/mood.ts'
import { createRouter } from './routing/router.ts'
import { chooseRoute } from './routing/rules.ts'
import { keepingSla } from './routing/sla.ts'
import { createSorting } from './routing/sorting.ts'
import { createTeamInbox } from './routing/team.ts'
import { createTimers } from './routing/timers.ts'
import { knowingWhoWasTold } from './routing/told.ts'
import { createVisitorInbox } from './routing/visitors.ts'

interface RoadOptions {
  readonly clock: Clock
  readonly log: Logger
  /** Those that there are now, in the order of trust. */
  classifiers(): readonly Classifier[]
}

/** What the road tells those who are not on it. */
interface RoadNews {
  peopleChanged(): void
  /** A person said what a conversation is about. */
  corrected(): void
  /** Something was given up that a team chat was to show. */
  notShown(chat: string, reason: string): void
}

/** The road between doors and desks: router, outbox, timers. */
export function buildRoad(
  { clock, log, classifiers }: RoadOptions,
  database: Database,
  chats: ReadonlyMap<string, TeamChat>,
  channels: ReadonlyMap<string, VisitorChannel>,
  settings: () => Settings,
  metrics: ReturnType<typeof createMetrics>,
  news: RoadNews,
) {
  const { store, outbox, people, library, audit } = database
  const inbox = (id: InboxId): InboxSettings | null => inboxOf(settings(), id)
  const took = metrics.histogram('delivery_seconds', 'From decision to delivery.', ['target'])
  metrics.gauge(
    'outbox_waiting',
    'Deliveries that wait.',
    async () => (await outbox.counts()).waiting,
  )
  metrics.gauge('outbox_dead', 'Deliveries given up.', async () => (await outbox.counts()).dead)

  const rules = () => rulesOf(settings())
  const asked = {
    store,
    visitors: database.visitors,
    rules,
    usual(id: InboxId) {
      const its = inbox(id)
      return its && usualOf(its)
    },
  }
  const routeAgain = askingAgain(asked)
  const assignment = createAssignment({
    store,
    people,
    log,
    router: { fulfil: (wish) => router.fulfil(wish) },
    rules: () => ({ ...settings(), confidence: sureIn(settings()) }),
    settled: (id) => sorting.settled(id),
  })
  const sorting = createSorting({
    classifiers,
    router: { fulfil: (wish) => router.fulfil(wish) },
    store,
    clock,
    log,
    choices: (id) => choicesFor(settings(), id),
    wait: () => settings().classify?.wait ?? 0,
    sure: () => sureIn(settings()),
    goByWords: () => settings().routes.some(({ when }) => when.words !== undefined),
    reroute: askingOn(asked),
    teamName: (id) => settings().teams.find((team) => team.id === id)?.name ?? id,
  })
  const sla = keepingSla({
    store,
    people,
    clock,
    due: (conversation) => dueBy(settings(), conversation),
    rules: settings,
  })
  const mood = watchingMood({
    judge: () => classifiers().find(({ name }) => name === 'embedded') ?? null,
    router: { fulfil: (wish) => router.fulfil(wish) },
    store,
    clock,
    log,
    rules: () => settings().classify?.mood ?? null,
    sure: () => sureIn(settings()),
    choices: (id) => choicesFor(settings(), id),
  })
  // In this order: what is given out waits for what it is about, since no label leads elsewhere after that.
  function saved(
    before: Conversation | null,
    after: Conversation,
    events: readonly RecordedEvent[],
  ): void {
    sorting.heard(before, after, events)
    assignment.saved(before, after)
    mood.heard(before, after, events)
    if (events.some(({ by, event }) => by.kind === 'human' && event.type === 'labelled'))
      news.corrected()
  }
  const router = createRouter({
    store,
    clock,
    log,
    due: (before, after, now) => [
      ...assignment.due(before, after, now),
      ...sla.timers(before, after),
    ],
    saved,
    policy: (id) => ({ hold: inbox(id)?.undo ?? { reply: 0, first: 0 } }),
    wake: (lanes) => delivery.wake(lanes),
  })
  const carrier = {
    store,
    people,
    teamChat: (name: string) => chats.get(name),
    channel: (name: string) => channels.get(name),
    signature: (id: InboxId) => signatureOf(inbox(id)),
    picture: (agent: { readonly id: string }) => facePath(agent.id),
    begun: knowingBegun(),
    sorted: sorting.settled,
  } as const
  const told = knowingWhoWasTold({ clock })
  const delivery = createDelivery({
    outbox,
    clock,
    log,
    carry: (row) => carry(carrier, row),
    carryTogether: (rows) => carryTogether(carrier, rows),
    async givenUp(row, reason) {
      await tellGivenUp({ router, store, audit, clock }, row, reason)
      if (row.target !== 'visitor') news.notShown(row.target, reason)
    },
    delivered(row, ms) {
      told.delivered(row)
      took.observe({ target: row.target }, ms / 1000)
    },
  })
  const timers = createTimers({ store, router, clock, log, overflow: assignment.overflow, sla })
  const visitors = createVisitorInbox({
    router,
    store,
    clock,
    reopenWithin: (id) => inbox(id)?.reopen_within ?? null,
    async route(opens) {
      const visitor = await database.visitors.get(opens.from.visitor)
      const its = inbox(opens.from.inbox)
      if (!its) return null
      const subject = subjectOf(opens, visitor, usualOf(its))
      const chosen = chooseRoute(rules(), subject, clock.now())
      return { ...chosen, ...doorLanguage(visitor) }
    },
    teamChat: (name) => chats.get(name),
  })
  const team = (chat: string) =>
    createTeamInbox(
      {
        router,
        store,
        people,
        library,
        audit,
        clock,
        zone: (id) => zoneOf(inbox(id)),
        inboxName: (id) => inbox(id)?.name ?? id,
        sure: () => sureIn(settings()),
        teams: () => settings().teams,
        labels: (id) => labelsUsed(settings().taxonomy, id),
        queueOf: (conversation, name) => queueOf(settings(), conversation, name),
        routeAgain,
        queuePlace: assignment.queuePlace,
        told,
        staffing: assignment.staffing,
        teamsOf: (member) => teamsOfMember(settings().agents, member),
        teamsBy: (member) => whatSaysTeams(settings(), database.feed, member),
        peopleChanged: news.peopleChanged,
        chats: () => [...chats.keys()],
        teamChat: carrier.teamChat,
        placeIn: (id, name) => placeIn(settings(), id, name),
        openAnew: (name, id) => openAnew(carrier, name, id),
        typing: ({ inbox: id, door }, by, on) => {
          const { name } = carrier.signature(id).face ?? by
          channels.get(door.channel)?.typing?.(door, name, on)
        },
      },
      chat,
    )
  return { delivery, timers, visitors, team, assignment, sorting, mood }
}

function signatureOf(inbox: InboxSettings | null): Signature {
  const brand = inbox?.name ?? 'The team'
  if (inbox?.reply_as === 'agent') return { brand, face: null }
  const persona = inbox?.reply_as === 'persona' ? inbox.persona : null
  return { brand, face: persona ?? { name: brand, picture: null } }
}

function zoneOf(inbox: InboxSettings | null): string {
  return inbox && inbox.hours !== 'always' ? inbox.hours.timezone : 'UTC'
}
