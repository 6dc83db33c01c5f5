import type { AgentRef, Human } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation, Place } from '../conversation/conversation.ts'
import type { InboxId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { mayRead } from '../conversation/message.ts'
import type { Input, TeamsBy } from '../commands/command.ts'
import type { Clock, Library, Member, People, Store, TeamCommand } from '../ports.ts'
import { lineFor } from './lines.ts'
import { lookingAtNone, lookingAtRouting } from './looking-at-routing.ts'
import type { RoutingDeps } from './looking-at-routing.ts'
import type { QueuePlace } from './queue-place.ts'
import type { Staffing } from './staffing.ts'
import { newMessageId } from './router.ts'

export interface InputDeps extends RoutingDeps {
  readonly store: Pick<Store, 'message' | 'history' | 'events' | 'list'>
  readonly people: Pick<People, 'all'>
  readonly library: Library
  readonly clock: Clock
  /** The inbox's time zone. */
  zone(inbox: InboxId): string
  /** The inbox's name, as people read it. */
  inboxName(inbox: InboxId): string
  /** Team chats that are set up, by name. */
  chats(): readonly string[]
  readonly queuePlace: QueuePlace
  readonly staffing: Staffing
  /** Ids of the teams that a member is in. */
  teamsOf(member: Member): readonly string[]
  /** What says which teams a member is in; null where a command does. */
  teamsBy(member: Member): Promise<TeamsBy | null>
  /** Where an inbox's conversations go in a team chat by its settings, or null. */
  placeIn(inbox: InboxId, chat: string): Place | null
}

/** The most that a command reads back. */
const LONGEST_HISTORY = 5_000

/** What a command runs on, as it is now; of what was said no more than who gives it may read. */
export async function inputFor(
  deps: InputDeps,
  { args, openly = false }: Pick<TeamCommand, 'args' | 'openly'>,
  by: Human,
  conversation: Conversation | null,
): Promise<Input> {
  const members = await deps.people.all()
  return {
    args,
    by,
    now: deps.clock.now(),
    target: await targetOf(deps, args['message'], by, conversation),
    agent: (name) => agentNamed(members, name),
    fellows: () =>
      members
        .filter((member) => member.active)
        .map((member) => ({ ...member, teams: deps.teamsOf(member) })),
    chats: deps.chats(),
    newMessageId,
    inboxName: (inbox) => deps.inboxName(inbox),
    open: (wanted) => deps.store.list(wanted),
    queuePlace: (one) => deps.queuePlace(one),
    queued: async () => conversation && deps.staffing.queued(conversation),
    staff: (team) => deps.staffing.staff(team),
    async teamsBy(id) {
      const member = members.find((one) => one.id === id)
      return member ? deps.teamsBy(member) : null
    },
    past: async () => ((conversation && (await deps.queuePlace(conversation))) ?? 1) - 1,
    ...(conversation
      ? {
          ...aboutOne(deps, openly ? null : by, conversation),
          ...lookingAtRouting(deps, conversation, by),
        }
      : { ...ABOUT_NONE, ...lookingAtNone(deps) }),
  }
}

type About = Pick<Input, 'zone' | 'places' | 'placeIn' | 'history' | 'moves' | 'canned'>

const ABOUT_NONE: About = {
  zone: 'UTC',
  places: [],
  placeIn: () => null,
  history: async () => [],
  moves: async () => [],
  canned: async () => [],
}

/** `reader`: who alone reads what the command shows; null where everybody in the thread does. */
function aboutOne(deps: InputDeps, reader: Human | null, conversation: Conversation): About {
  const { id, inbox, places, left = [], rule } = conversation
  const stands = (chat: string) => left.find((one) => one.chat === chat) ?? null
  return {
    zone: deps.zone(inbox),
    places,
    // By the settings; or where its thread stands that it was moved away from: there first, where a rule put it.
    placeIn: (chat) =>
      (rule === undefined ? null : stands(chat)) ?? deps.placeIn(inbox, chat) ?? stands(chat),
    async history() {
      const messages = await deps.store.history(id, LONGEST_HISTORY)
      return messages.filter((message) => (reader ? mayRead(message, reader.id) : !message.to))
    },
    moves: () => movesOf(deps, conversation),
    canned: () => deps.library.all(inbox),
  }
}

async function movesOf({ store }: InputDeps, conversation: Conversation) {
  const events = await store.events(conversation.id)
  return events
    .filter(({ event: { type } }) => type === 'moved' || type === 'rerouted')
    .flatMap((recorded) => lineFor(recorded, conversation) ?? [])
}

async function targetOf(
  { store }: InputDeps,
  named: string | undefined,
  by: Human,
  conversation: Conversation | null,
): Promise<Message | null> {
  if (!named || !conversation) return null
  // What a surface names is an id; of another conversation, or of none, it is nothing.
  const message = await store.message(named as MessageId)
  const isHere = message?.conversation === conversation.id && mayRead(message, by.id)
  return isHere ? message : null
}

/** An active member who may answer visitors, by id or by name, case aside. */
function agentNamed(members: readonly Member[], raw: string): AgentRef | null {
  const name = raw.trim().replace(/^@/, '').toLowerCase()
  const found = members.find(
    (member) =>
      member.active &&
      mayActAs(member.role, 'agent') &&
      (member.id === raw || member.name.toLowerCase() === name),
  )
  return found ? { id: found.id, name: found.name } : null
}
