import type { Clock, Receipt } from '../../../ports.ts'
import { textContent } from '../../../conversation/message.ts'
import { interaction as schema, whoOf } from '../interaction.ts'
import type { Interaction } from '../interaction.ts'
import { toDiscord } from '../markup.ts'
import { small } from '../drawn-posts.ts'
import type { Gateway } from '../gateway.ts'
import type { DiscordPeople, DiscordUser } from '../people.ts'
import type { DiscordPosting } from '../posting.ts'
import { timeOf } from '../snowflakes.ts'
import type { fanAnswers } from './answers.ts'
import type { BringingDeps, Brought, fanBringing } from './bringing.ts'
import { asToPerson, whyUnreachable } from './direct.ts'
import type { Opened } from './direct.ts'
import { contactIn } from './form.ts'
import { chosenInbox } from './inboxes.ts'
import type { OpenInbox } from './inboxes.ts'
import { closedTo, NO_INBOX, TO_MEMBERS, TOO_FAST } from './sentences.ts'

export interface ContactDeps extends BringingDeps {
  readonly brings: ReturnType<typeof fanBringing>
  readonly people: Pick<DiscordPeople, 'memberOf'>
  readonly posting: DiscordPosting
  readonly gateway: Pick<Gateway, 'mayBeMended'>
  readonly open: (user: string) => Promise<Opened>
  readonly answers: ReturnType<typeof fanAnswers>
  readonly clock: Clock
}

type Taken = Extract<Brought, { ok: true }>

/** What people write with `/contact` and its form: it begins their direct messages, where the answers come. */
export function fanContacts(deps: ContactDeps) {
  const { settings, limits, records, copies, posting, brings } = deps

  async function take(given: Interaction, who: DiscordUser): Promise<string> {
    if (await deps.people.memberOf(who)) return TO_MEMBERS
    const { to = null, text = '' } = contactIn(given) ?? {}
    const open = chosenInbox(settings(), to)
    if (!open) return NO_INBOX
    const id = `contact:${given.id}`
    const isNew = (await deps.store.taken('discord', id)) === null
    const mayWrite = !isNew || (await limits.mayWrite(who.id, id, open.limits, deps.clock.now())).ok
    if (!mayWrite) return TOO_FAST
    const words = { id, from: who, content: textContent(text), files: [] }
    const brought = await brings.words(words, open)
    if (!brought.ok) return brought.sentence
    await records.change(who.id, () => ({ inbox: open.inbox.id }))
    return confirm(given, who, open, brought, text)
  }

  /** Shows them what they wrote where the answer will come, or says that none can come there. */
  async function confirm(
    { id }: Interaction,
    { id: user }: DiscordUser,
    { inbox }: OpenInbox,
    { answer }: Taken,
    text: string,
  ): Promise<string> {
    const opened = await deps.open(user)
    const { name } = inbox
    const mark = { outbox: `contact:${id}`, part: 1 }
    const message = { content: confirmation(name, text) }
    // Whether somebody takes messages is theirs to change at any moment.
    if (opened.ok) deps.gateway.mayBeMended(opened.channel)
    const posted = opened.ok
      ? await posting.post({ channel: opened.channel, mark, message, since: timeOf(id) })
      : opened
    if (!posted.ok) return notReached(asToPerson(posted.receipt), user, { inbox, id, name })
    if (opened.ok && answer.message) {
      const { channel } = opened
      const copy = { inbox: inbox.id, channel, posts: [posted.id], isRemoved: false, reactions: [] }
      await copies.put(answer.message, copy)
    }
    await records.change(user, () => ({ isClosed: false }))
    await brings.again(user, id)
    return `${name} has your message. The answer comes by direct message.`
  }

  async function notReached(
    receipt: Receipt,
    user: string,
    { inbox, id, name }: { inbox: OpenInbox['inbox']; id: string; name: string },
  ): Promise<string> {
    const reason = whyUnreachable(receipt)
    if (reason === null) {
      if (!receipt.ok && receipt.kind === 'retry') throw new Error(receipt.reason)
      return `${name} has your message, and it is kept. But Discord does not let the bot write to you just now.`
    }
    const from = await deps.visitors.known({ user, inbox: inbox.id })
    const isTold = (await records.get(user))?.isClosed === true
    if (from && !isTold)
      await deps.road().arrived({ from, id: `closed:${id}`, kind: 'unreachable', reason })
    await records.change(user, () => ({ isClosed: true }))
    return closedTo(name)
  }

  return async (d: unknown): Promise<void> => {
    const given = schema.parse(d)
    const who = whoOf(given, settings().discord?.guild ?? null)
    if (who) await deps.answers.say(given, await take(given, who))
  }
}

function confirmation(name: string, text: string): string {
  const inlines = [{ kind: 'text' as const, text }]
  const [quote = ''] = toDiscord({ blocks: [{ kind: 'quote', inlines }], files: [] })
  return `${quote}\n${small(`${name.slice(0, 80)} has this message of yours. The answer comes here.`)}`
}
