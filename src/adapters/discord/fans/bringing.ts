import type { Settings } from '../../../config.ts'
import type { Content } from '../../../conversation/message.ts'
import { isEmpty } from '../../../conversation/message.ts'
import type { Answer, Store, VisitorInbox } from '../../../ports.ts'
import type { TakenFiles } from '../../chats/taking-files.ts'
import type { FileOn } from '../downloading.ts'
import type { DiscordUser } from '../people.ts'
import { visitorOf } from './addresses.ts'
import type { Copies } from './copies.ts'
import type { OpenInbox } from './inboxes.ts'
import type { Limiting } from './limiting.ts'
import type { Records } from './records.ts'
import { BUSY, EMPTY, TOO_MANY_FILES, TOO_MANY_NEW } from './sentences.ts'
import type { FanVisitors } from './visitors.ts'
import type { Actor } from '../../../conversation/actor.ts'
import type { InboxId } from '../../../conversation/ids.ts'

export interface BringingDeps {
  readonly settings: () => Settings
  readonly road: () => VisitorInbox
  readonly store: Pick<Store, 'current' | 'taken' | 'message' | 'load'>
  readonly records: Records
  readonly copies: Copies
  readonly visitors: FanVisitors
  readonly limits: Limiting
  readonly files: (
    given: readonly FileOn[],
    by: Actor,
    inbox: InboxId,
    scope: string,
  ) => Promise<TakenFiles>
}

/** What somebody wrote, on its way to an inbox. `id` is the same whenever it comes. */
export interface Words {
  readonly id: string
  readonly from: DiscordUser
  readonly content: Content
  readonly files: readonly FileOn[]
}

/** What became of it; `sentence` is for its author, and may say what was left out of what was taken. */
export type Brought =
  | { readonly ok: true; readonly answer: Extract<Answer, { ok: true }>; readonly sentence: string }
  | { readonly ok: false; readonly sentence: string }

/** Brings what people write onto the road, once for each id. Throws when it is to be tried again. */
export function fanBringing(deps: BringingDeps) {
  const { store, visitors, limits, records } = deps

  async function words(given: Words, { inbox, limits: rules }: OpenInbox): Promise<Brought> {
    const { from, id } = given
    const fan = { user: from.id, inbox: inbox.id }
    const isKnown = (await store.taken('discord', id)) !== null
    if (!isKnown && (await isNew(fan)) && !(await limits.mayBegin(from.id, id, rules)))
      return { ok: false, sentence: TOO_MANY_NEW }
    const sender = await visitors.sender(fan, from)
    const taken = isKnown ? NOTHING : await take(given, { inbox, limits: rules }, sender.name)
    const sentence = taken.sentences.join('\n')
    const content = { ...given.content, files: taken.files }
    if (!isKnown && isEmpty(content)) return { ok: false, sentence: sentence || EMPTY }
    const answer = await deps.road().arrived({ from: sender, id, kind: 'message', content })
    if (answer.ok) {
      await records.change(from.id, (before) => ({ inbox: before.inbox ?? inbox.id }))
      return { ok: true, answer, sentence }
    }
    if (answer.refusal.code === 'busy') throw new Error(BUSY)
    return { ok: false, sentence: answer.refusal.sentence }
  }

  async function isNew(fan: { user: string; inbox: InboxId }): Promise<boolean> {
    const current = await store.current(visitorOf(fan))
    return current === null || current.status === 'closed'
  }

  async function take(
    { files, from }: Words,
    { inbox, limits: rules }: OpenInbox,
    name: string,
  ): Promise<TakenFiles> {
    const id = visitorOf({ user: from.id, inbox: inbox.id })
    const some: FileOn[] = []
    for (const one of files) if (await limits.mayUpload(from.id, one.file.id, rules)) some.push(one)
    const taken = await deps.files(some, { kind: 'visitor', id, name }, inbox.id, id)
    const left = some.length < files.length ? [TOO_MANY_FILES] : []
    return { files: taken.files, sentences: [...taken.sentences, ...left] }
  }

  /** What did not reach them goes out again: they are there, so it may reach them by now. */
  async function again(user: string, cause: string): Promise<void> {
    for (const message of (await records.get(user))?.unsent ?? []) {
      const target = await store.message(message)
      const conversation = target && (await store.load(target.conversation))
      const from = conversation && (await visitors.known({ user, inbox: conversation.inbox }))
      const id = `again:${message}:${cause}`
      const answer = from ? await deps.road().arrived({ from, id, kind: 'again', message }) : null
      // What has not been marked as failed yet is for the next time.
      const isOver = !answer || (!answer.ok && answer.refusal.code !== 'unchanged')
      if (isOver)
        await records.change(user, ({ unsent }) => ({
          unsent: unsent.filter((one) => one !== message),
        }))
    }
  }

  return { words, again }
}

const NOTHING: TakenFiles = { files: [], sentences: [] }
