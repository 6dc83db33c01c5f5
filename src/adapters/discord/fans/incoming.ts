import { z } from 'zod'
import type { Arrival, KeptEvent, Sender } from '../../../ports.ts'
import { hear } from '../events.ts'
import type { Heard, Self } from '../heard.ts'
import { interaction as schema, whoOf } from '../interaction.ts'
import { timeOf } from '../snowflakes.ts'
import { readDoor } from './addresses.ts'
import type { ContactDeps } from './contacts.ts'
import { fanContacts } from './contacts.ts'
import { readChoice } from './custom-ids.ts'
import { chosenInbox, openInboxes } from './inboxes.ts'
import type { OpenInbox } from './inboxes.ts'
import type { Parking } from './parking.ts'
import { EMPTY, TO_MEMBERS, TOO_FAST } from './sentences.ts'
import type { Telling } from './telling.ts'
import { wordsOf } from './words.ts'

interface Deps extends ContactDeps {
  readonly self: () => Self
  readonly parking: Parking
  readonly tell: Telling
}

type Message = Extract<Heard, { kind: 'message' }>
type Unreadable = Extract<Heard, { kind: 'unreadable' }>
type Edited = Extract<Heard, { kind: 'edited' }>
type Removed = Extract<Heard, { kind: 'removed' }>
type Reacted = Extract<Heard, { kind: 'reacted' }>

const kept = z.looseObject({ t: z.string(), d: z.unknown() })

/** Does what was kept of what people wrote to the app. What throws is tried again; ids make sure that nothing is done twice. */
export function fanIncoming(deps: Deps): (event: KeptEvent) => Promise<void> {
  const { settings, store, records, copies, visitors, limits, brings, parking, tell } = deps
  const contacts = fanContacts(deps)

  async function handle({ id, body }: KeptEvent): Promise<void> {
    const { t, d } = kept.parse(body)
    if (t === 'INTERACTION_CREATE') return interacted(d)
    const what = hear({ t, d }, deps.self())
    switch (what.kind) {
      case 'message':
        return said(what, d)
      case 'unreadable':
        return unreadable(what)
      case 'edited':
        return edited(what, d)
      case 'removed':
        return removed(what)
      case 'reacted':
        return reacted(what, id)
      default:
    }
  }

  async function interacted(d: unknown): Promise<void> {
    const given = schema.parse(d)
    const user = whoOf(given, settings().discord?.guild ?? null)?.id
    const choice = given.type === 3 ? readChoice(given.data.custom_id) : null
    if (choice === null) {
      await contacts(d)
      const chosen = user === undefined ? null : (await records.get(user))?.inbox
      if (user !== undefined && chosen) await flush(user, chosen)
      return
    }
    if (user === undefined || !chosenInbox(settings(), choice)) return
    await records.change(user, () => ({ inbox: choice }))
    await flush(user, choice)
  }

  /** Brings what they wrote before they said to whom. */
  async function flush(user: string, inbox: string): Promise<void> {
    const open = chosenInbox(settings(), inbox)
    if (!open) return
    for (const d of await parking.waiting(user)) {
      const what = hear({ t: 'MESSAGE_CREATE', d }, deps.self())
      if (what.kind === 'message') await write(what, open)
    }
    await parking.clear(user)
  }

  async function said(what: Message, d: unknown): Promise<void> {
    const { from, channel, id } = what
    const open = openInboxes(settings())
    if (await deps.people.memberOf(from)) {
      if (await limits.mayTell(from.id, 'member')) await tell(channel, id, TO_MEMBERS)
      return
    }
    const [first] = open
    if (!first) return
    await records.change(from.id, () => ({ channel }))
    const inbox = await inboxFor(what)
    const isNew = (await store.taken('discord', sourceOf(id))) === null
    if (isNew) {
      const may = await limits.mayWrite(from.id, id, (inbox ?? first).limits, timeOf(id))
      if (may.tell) await tell(channel, id, TOO_FAST)
      if (!may.ok) return
    }
    return inbox ? write(what, inbox) : parking.park(what, d)
  }

  /** Something without words or files, that Discord has no name for. */
  async function unreadable({ from, channel, id }: Unreadable): Promise<void> {
    const isFan = openInboxes(settings()).length > 0 && !(await deps.people.memberOf(from))
    if (isFan && (await limits.mayTell(from.id, 'empty'))) await tell(channel, id, EMPTY)
  }

  /** Of the message that they reply to; else the one that they write to, which they are asked for if there are several. */
  async function inboxFor({ from, replyTo }: Message): Promise<OpenInbox | null> {
    const about = replyTo === null ? null : await copies.messageAt(replyTo)
    const copy = about && (await copies.get(about))
    const named = copy && chosenInbox(settings(), copy.inbox)
    if (named) return named
    const last = (await records.get(from.id))?.inbox ?? null
    return (last === null ? null : chosenInbox(settings(), last)) ?? chosenInbox(settings(), null)
  }

  async function write(what: Message, inbox: OpenInbox): Promise<void> {
    const { from, channel, id } = what
    const brought = await brings.words(
      {
        id: sourceOf(id),
        from,
        content: wordsOf(what.words, what.mentioned),
        files: what.files.map((file) => ({ file, on: what })),
      },
      inbox,
    )
    if (brought.sentence !== '') await tell(channel, id, brought.sentence)
    if (!brought.ok) return
    const { message } = brought.answer
    if (message && !(await copies.get(message))) {
      const copy = { inbox: inbox.inbox.id, channel, posts: [id], isRemoved: false, reactions: [] }
      await copies.put(message, copy)
    }
    await brings.again(from.id, id)
  }

  async function edited(what: Edited, d: unknown): Promise<void> {
    const own = await ownMessage(what.id)
    if (!own) return parking.changed(what.from.id, what.id, d)
    if (own.user !== what.from.id) return
    const { files } = own.target.content
    const content = {
      ...wordsOf(what.words, what.mentioned),
      files: what.files.length > 0 ? files : [],
    }
    const id = `${sourceOf(what.id)}:${what.editedAt}`
    await arrive({ from: own.from, id, kind: 'edit', message: own.target.id, content })
  }

  async function removed({ channel, id: post }: Removed): Promise<void> {
    const own = await ownMessage(post)
    if (!own) return parking.removed(channel, post)
    const { from, target } = own
    await arrive({ from, id: `${sourceOf(post)}:removed`, kind: 'remove', message: target.id })
  }

  async function reacted({ from: { id: user }, id: post, emoji, on }: Reacted, id: string) {
    const message = await copies.messageAt(post)
    const copy = message && (await copies.get(message))
    if (!message || !copy) return
    const fan = chosenInbox(settings(), copy.inbox)
    const from = fan && (await visitors.known({ user, inbox: fan.inbox.id }))
    if (from) await arrive({ from, id, kind: 'react', message, emoji, on })
  }

  /** What was taken from this post of theirs, and who they are. */
  async function ownMessage(post: string) {
    const taken = await store.taken('discord', sourceOf(post))
    const target = taken?.message ? await store.message(taken.message) : null
    const conversation = taken && (await store.load(taken.conversation))
    const fan = conversation && readDoor(conversation.door)
    const from: Sender | null = fan && (await visitors.known(fan))
    return target && fan && from ? { target, from, user: fan.user } : null
  }

  async function arrive(arrival: Arrival): Promise<void> {
    const answer = await deps.road().arrived(arrival)
    if (!answer.ok && answer.refusal.code === 'busy') throw new Error(answer.refusal.sentence)
  }

  return handle
}

/** By which a direct message is taken once, however it comes. */
function sourceOf(post: string): string {
  return `direct:${post}`
}
