import type { MessageId } from '../../conversation/ids.ts'
import type { Answer, Member, Store, TeamInbox } from '../../ports.ts'
import type { Line } from '../../routing/interpret.ts'
import { meantBy } from './speaking.ts'
import { isForTheApp, quoting, throwIfBusy } from './words.ts'
import type { Words } from './words.ts'

export interface ChangingDeps<Spot> {
  readonly inbox: Pick<TeamInbox, 'edited' | 'removed'>
  readonly store: Pick<Store, 'message'>
  readonly interpret: (line: string) => Line
  readonly tell: (user: string, spot: Spot, text: string) => Promise<unknown>
  readonly stillWhispered: string
}

/** Words that were taken away; `user` is null where nobody can be told of it. */
interface Removal<Spot> extends Pick<Words<Spot>, 'id' | 'spot'> {
  readonly user: string | null
  readonly by: Pick<Member, 'id'>
}

const NO_EDIT = 'An edit cannot be a command. What you wrote before still stands.'

/** Brings onto the road what members edit and take away of their own words. */
export function changingWords<Spot>(deps: ChangingDeps<Spot>) {
  const { inbox, store, tell } = deps

  async function edited(what: Words<Spot>, message: MessageId): Promise<void> {
    const { id, user, by, spot } = what
    const meant = meantBy(what.content, deps.interpret)
    if (meant.kind === 'command' || isForTheApp(what, meant))
      return void (await tell(user, spot, NO_EDIT))
    const before = await store.message(message)
    if (before?.to) return void (await tell(user, spot, deps.stillWhispered))
    // A note that was claimed and sent is the reply that it became: that is what the visitor reads.
    const sent = before?.sentAs === undefined ? null : await store.message(before.sentAs)
    const target = sent ?? before
    const files = what.withoutFiles ? [] : (target?.content.files ?? [])
    const answer = await inbox.edited({
      id,
      by: by.id,
      message: target?.id ?? message,
      content: quoting(what.quote, { ...meant.content, files }, meant),
      intent: meant.intent,
    })
    await explain(answer, user, spot)
  }

  async function removed({ id, user, by, spot }: Removal<Spot>, message: MessageId): Promise<void> {
    // Who takes the line away by which they whispered takes it out of the others' sight, and the whisper stands.
    const before = await store.message(message)
    if (before?.to) return
    // What was claimed and sent goes from the visitor's screen, too.
    const sent = before?.sentAs
    if (sent !== undefined) await inbox.removed({ id: `${id} as sent`, by: by.id, message: sent })
    await explain(await inbox.removed({ id, by: by.id, message }), user, spot)
  }

  async function explain(answer: Answer, user: string | null, spot: Spot): Promise<void> {
    throwIfBusy(answer)
    if (!answer.ok && answer.refusal.code !== 'unchanged' && user !== null)
      await tell(user, spot, answer.refusal.sentence)
  }

  return { edited, removed }
}
