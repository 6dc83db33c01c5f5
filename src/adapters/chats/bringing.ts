import type { Content, Message } from '../../conversation/message.ts'
import { isEmpty } from '../../conversation/message.ts'
import type { Clock, Database, TeamCommand, TeamInbox } from '../../ports.ts'
import type { Line } from '../../routing/interpret.ts'
import { changingWords } from './changing-words.ts'
import { isFirstTime } from './once-ever.ts'
import { meantBy } from './speaking.ts'
import type { Meant } from './speaking.ts'
import { isGated, isHeld } from './what-became.ts'
import { isForTheApp, quoting, throwIfBusy } from './words.ts'
import type { SaidWords } from './words.ts'

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
  /** Everybody in the thread reads what a command is answered with there. */
  readonly openly?: boolean
  readonly sentences: {
    /** For who is nobody of the team. */
    readonly stranger: string
    /** Everyone there can read the line by which they whispered. */
    readonly inSight: string
    readonly stillWhispered: string
  }
}

type Speaker<Spot> = Pick<SaidWords<Spot>, 'user' | 'by' | 'spot' | 'conversation'>

/** Brings what members write in threads onto the road, and tells them what became of it. */
export function bringing<Spot>(deps: BringingDeps<Spot>) {
  const { chat, inbox, notices, clock, interpret, openly = false, sentences } = deps
  const { store, keepsakes } = deps.database

  async function said(what: SaidWords<Spot>): Promise<void> {
    const { id, user, by, spot, conversation, ref } = what
    const meant = meantBy(what.content, interpret)
    if (isForTheApp(what, meant)) return what.toApp()
    if (what.left.length > 0) await notices.tell(user, spot, `Left out: ${what.left.join(', ')}.`)
    if (meant.kind === 'command') return commanded(what, meant)
    const isNew = (await store.taken(chat, id)) === null
    const taken = isNew ? await what.files() : { files: [], sentences: [] }
    for (const sentence of taken.sentences) await notices.tell(user, spot, sentence)
    const plain: Content = { blocks: meant.content.blocks, files: taken.files }
    if (isNew && isEmpty(plain)) return
    const content = quoting(what.quote, plain, meant)
    const words = { id, by: by.id, conversation, content, intent: meant.intent, ref }
    const answer = await inbox.message({ ...words, ...timeOf(what) })
    throwIfBusy(answer)
    if (!answer.ok) return void (await notices.tell(user, spot, answer.refusal.sentence))
    const message = answer.message && (await store.message(answer.message))
    if (message) await show(what, message)
  }

  async function show({ user, spot }: Speaker<Spot>, message: Message): Promise<void> {
    const now = clock.now()
    if (isGated(message)) await notices.gated(user, spot, message)
    else if (isHeld(message, now)) await notices.held(user, spot, message, now)
  }

  async function commanded(
    what: SaidWords<Spot>,
    { parsed }: Extract<Meant, { kind: 'command' }>,
  ): Promise<void> {
    const { id, user, spot } = what
    if (!parsed.ok) return void (await notices.tell(user, spot, parsed.sentence))
    const { name, args } = parsed
    await command({ id, name, args, ...timeOf(what) }, what)
    if (name === 'whisper' && args['to'] !== undefined)
      await notices.tell(user, spot, sentences.inSight)
  }

  async function command(
    given: Pick<TeamCommand, 'id' | 'name' | 'args' | 'at'>,
    { user, by, spot, conversation }: Speaker<Spot>,
  ): Promise<void> {
    const answer = await inbox.command({ ...given, by: by.id, conversation, openly })
    const text = answer.ok ? (answer.text ?? answer.insert) : answer.refusal.sentence
    if (text !== undefined) await notices.tell(user, spot, text)
  }

  /** Says it once ever to who writes in a thread and is nobody of the team. */
  async function stranger(user: string, spot: Spot): Promise<void> {
    if (await isFirstTime(keepsakes, `${chat} stranger ${user}`))
      await notices.tell(user, spot, sentences.stranger)
  }

  const changing = changingWords<Spot>({
    inbox,
    store,
    interpret,
    tell: (user, spot, text) => notices.tell(user, spot, text),
    stillWhispered: sentences.stillWhispered,
  })
  return { said, ...changing, stranger, command }
}

function timeOf({ at }: { readonly at?: number }): { readonly at?: number } {
  return at === undefined ? {} : { at }
}
