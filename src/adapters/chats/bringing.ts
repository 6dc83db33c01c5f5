import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Block, Content, Message } from '../../conversation/message.ts'
import { isEmpty } from '../../conversation/message.ts'
import type { Answer, Clock, Database, Member, Ref, TeamInbox } from '../../ports.ts'
import type { Line } from '../../routing/interpret.ts'
import { meantBy } from './speaking.ts'
import type { Meant } from './speaking.ts'
import type { TakenFiles } from './taking-files.ts'
import { isGated, isHeld } from './what-became.ts'

/** How somebody is told something about what they did; `Spot` is a place of the chat's. */
export interface Telling<Spot> {
  tell(user: string, spot: Spot, text: string): Promise<unknown>
  /** What was typed was kept as a note, since its writer had not joined. */
  gated(user: string, spot: Spot, note: Message): Promise<unknown>
  /** What was typed is held, and can be undone. */
  held(user: string, spot: Spot, reply: Message, now: number): Promise<unknown>
}

export interface BringingDeps<Spot> {
  readonly chat: string
  readonly inbox: Pick<TeamInbox, 'message' | 'command' | 'edited' | 'removed'>
  readonly database: Pick<Database, 'store' | 'keepsakes'>
  readonly notices: Telling<Spot>
  readonly clock: Clock
  readonly interpret: (line: string) => Line
  readonly sentences: {
    /** For who is nobody of the team. */
    readonly stranger: string
    /** Everyone there can read the line by which they whispered. */
    readonly inSight: string
    readonly stillWhispered: string
  }
}

/** A member's words in a conversation's thread. `user` is who they are to the chat, `id` the chat's own for the words. */
export interface Words<Spot> {
  readonly id: string
  readonly user: string
  readonly by: Member
  readonly spot: Spot
  readonly content: Content
  /** They name the app, wherever in them: they are for no visitor, unless they are a note. */
  readonly namesApp: boolean
  /** What they answer, shown above them if they go to the visitor. */
  readonly quote?: Block | null
  /** Of an edit: no file is on them any more. */
  readonly withoutFiles?: boolean
}

export interface SaidWords<Spot> extends Words<Spot> {
  readonly conversation: ConversationId
  readonly ref: Ref
  /** When they were written, by the chat's clock (epoch ms). */
  readonly at?: number
  /** What was left out of them, in words for their writer. */
  readonly left: readonly string[]
  /** Keeps what was uploaded with them; asked for once. */
  readonly files: () => Promise<TakenFiles>
  /** Does what the app was told. */
  readonly toApp: () => Promise<void>
}

/** Words that were taken away; `user` is null where nobody can be told of it. */
interface Removal<Spot> extends Pick<Words<Spot>, 'id' | 'spot'> {
  readonly user: string | null
  readonly by: Pick<Member, 'id'>
}

const NO_EDIT = 'An edit cannot be a command. What you wrote before still stands.'

/** Brings what members write in threads onto the road, and tells them what became of it. */
export function bringing<Spot>(deps: BringingDeps<Spot>) {
  const { chat, inbox, notices, clock, sentences } = deps
  const { store, keepsakes } = deps.database

  async function said(what: SaidWords<Spot>): Promise<void> {
    const { id, user, by, spot, conversation } = what
    const meant = meantBy(what.content, deps.interpret)
    if (isForTheApp(what, meant)) return what.toApp()
    if (what.left.length > 0) await notices.tell(user, spot, `Left out: ${what.left.join(', ')}.`)
    if (meant.kind === 'command') return commanded(what, meant)
    const isNew = (await store.taken(chat, id)) === null
    const taken = isNew ? await what.files() : { files: [], sentences: [] }
    for (const sentence of taken.sentences) await notices.tell(user, spot, sentence)
    const content: Content = { blocks: meant.content.blocks, files: taken.files }
    if (isNew && isEmpty(content)) return
    const { intent } = meant
    const answer = await inbox.message({
      id,
      by: by.id,
      conversation,
      content: quoting(what.quote, content, meant),
      intent,
      ref: what.ref,
      ...timeOf(what),
    })
    again(answer)
    if (!answer.ok) return void (await notices.tell(user, spot, answer.refusal.sentence))
    const message = answer.message && (await store.message(answer.message))
    if (message) await show(what, message)
  }

  async function show({ user, spot }: Words<Spot>, message: Message): Promise<void> {
    const now = clock.now()
    if (isGated(message)) await notices.gated(user, spot, message)
    else if (isHeld(message, now)) await notices.held(user, spot, message, now)
  }

  async function commanded(
    { id, user, by, spot, conversation, ...what }: SaidWords<Spot>,
    { parsed }: Extract<Meant, { kind: 'command' }>,
  ): Promise<void> {
    if (!parsed.ok) return void (await notices.tell(user, spot, parsed.sentence))
    const { name, args } = parsed
    await command({ id, name, args, ...timeOf(what) }, { user, by, spot, conversation })
    if (name === 'whisper' && args['to'] !== undefined)
      await notices.tell(user, spot, sentences.inSight)
  }

  async function command(
    given: { id: string; name: string; args: Readonly<Record<string, string>>; at?: number },
    {
      user,
      by,
      spot,
      conversation,
    }: Pick<SaidWords<Spot>, 'user' | 'by' | 'spot' | 'conversation'>,
  ): Promise<void> {
    const answer = await inbox.command({ ...given, by: by.id, conversation })
    const text = answer.ok ? (answer.text ?? answer.insert) : answer.refusal.sentence
    if (text !== undefined) await notices.tell(user, spot, text)
  }

  async function edited(what: Words<Spot>, message: MessageId): Promise<void> {
    const { id, user, by, spot } = what
    const meant = meantBy(what.content, deps.interpret)
    if (meant.kind === 'command' || isForTheApp(what, meant))
      return void (await notices.tell(user, spot, NO_EDIT))
    const before = await store.message(message)
    if (before?.to) return void (await notices.tell(user, spot, sentences.stillWhispered))
    // A note that was claimed and sent is the reply that it became: that is what the visitor reads.
    const sent = before?.sentAs === undefined ? null : await store.message(before.sentAs)
    const target = sent ?? before
    const files = what.withoutFiles ? [] : (target?.content.files ?? [])
    const content = { ...meant.content, files }
    const answer = await inbox.edited({
      id,
      by: by.id,
      message: target?.id ?? message,
      content: quoting(what.quote, content, meant),
      intent: meant.intent,
    })
    again(answer)
    if (!answer.ok && answer.refusal.code !== 'unchanged')
      await notices.tell(user, spot, answer.refusal.sentence)
  }

  async function removed({ id, user, by, spot }: Removal<Spot>, message: MessageId): Promise<void> {
    // Who takes the line away by which they whispered takes it out of the others' sight, and the whisper stands.
    const before = await store.message(message)
    if (before?.to) return
    // What was claimed and sent goes from the visitor's screen, too.
    const sent = before?.sentAs
    if (sent !== undefined) await inbox.removed({ id: `${id} as sent`, by: by.id, message: sent })
    const answer = await inbox.removed({ id, by: by.id, message })
    again(answer)
    if (!answer.ok && answer.refusal.code !== 'unchanged' && user !== null)
      await notices.tell(user, spot, answer.refusal.sentence)
  }

  /** Says it once ever to who writes in a thread and is nobody of the team. */
  async function stranger(user: string, spot: Spot): Promise<void> {
    let isFirst = false
    await keepsakes.keep(`${chat} stranger ${user}`, () => {
      isFirst = true
      return 'told'
    })
    if (isFirst) await notices.tell(user, spot, sentences.stranger)
  }

  return { said, edited, removed, stranger, command }
}

function timeOf({ at }: { readonly at?: number }): { readonly at?: number } {
  return at === undefined ? {} : { at }
}

/** Throws, so that it is tried again, where too much was going on. */
function again(answer: Answer): void {
  if (!answer.ok && answer.refusal.code === 'busy') throw new Error('Too much is going on.')
}

/** A note stays a note, whomever it names. */
function isForTheApp({ namesApp }: Pick<Words<unknown>, 'namesApp'>, meant: Meant): boolean {
  return namesApp && meant.kind === 'words' && meant.intent !== 'note'
}

function quoting(
  quote: Block | null | undefined,
  content: Content,
  { intent }: Extract<Meant, { kind: 'words' }>,
): Content {
  if (!quote || intent === 'note') return content
  return { ...content, blocks: [quote, ...content.blocks] }
}
