import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { meantBy } from '../../commands/words.ts'
import { mayActAs } from '../../conversation/actor.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import { isEmpty } from '../../conversation/message.ts'
import type { Answer, Clock, CommandAnswer, Database, Member, TeamInbox } from '../../ports.ts'
import type { TakenFiles } from '../chats/taking-files.ts'
import type { Asked } from './asked.ts'
import type { DiscordFile } from './payloads.ts'
import { timeOf } from './snowflakes.ts'
import type { Answering } from './responding.ts'
import { whatBecameOf } from './what-became.ts'

export interface DoingDeps {
  readonly inbox: Pick<TeamInbox, 'command' | 'message'>
  readonly database: Pick<Database, 'store' | 'intake'>
  readonly clock: Clock
  readonly log: Logger
  /** Keeps what came with a command. Throws when it may be had later, and after some tries no more. */
  readonly files: (
    given: readonly DiscordFile[],
    by: Member,
    conversation: ConversationId,
  ) => Promise<TakenFiles>
  /** Ms between two tries. */
  readonly pause?: number
}

/** What somebody wants done. */
export interface Given {
  /** The interaction's id. */
  readonly id: string
  readonly by: Member
  readonly asked: Asked
  /** The interaction as it came. */
  readonly raw: unknown
  /** What was asked for before it, in the same channel, is done when it resolves. */
  readonly before: Promise<void>
  /** Its place in the intake, where it was begun before a restart. */
  readonly kept?: number
}

/** Interactions in the intake: what is there still was begun, and perhaps not done. */
export const BEGUN = 'discord commands'

const PAUSE = 1_500
const MOST_TRIES = 8
const NOT_NOW: Answer = {
  ok: false,
  refusal: { code: 'busy', sentence: 'Greenroom cannot do this just now. Try again in a while.' },
}
const NOTHING: TakenFiles = { files: [], sentences: [] }

/** Does what was asked for, once however often it comes, and says what came of it to who asked. */
export function discordDoing(deps: DoingDeps) {
  const { inbox, database, clock, log, pause = PAUSE } = deps
  const { store, intake } = database

  /** Durable before Discord is told that it is taken, for then nobody says it again. */
  async function run(given: Given, answer: Answering): Promise<void> {
    const { id, raw } = given
    const isAgain = given.kept !== undefined
    const seq = given.kept ?? (await intake.keep({ platform: BEGUN, id, lane: id, body: raw }))?.seq
    if (seq === undefined) return
    const begun = await answer.later(isAgain)
    if (begun === 'unknown') return
    if (begun === 'taken') {
      await given.before
      await carryOut(given, answer)
    }
    await intake.handled([seq])
  }

  async function carryOut(given: Given, answer: Answering): Promise<void> {
    const { asked, by } = given
    const mayDo = mayActAs(by.role, asked.command.for)
    const taken = mayDo ? await takeFiles(given) : NOTHING
    const done = await patiently<Answer | CommandAnswer>(
      () => (taken.files.length > 0 ? sayWith(given, taken) : command(given, taken)),
      () => NOT_NOW,
    )
    const also = taken.sentences.join('\n')
    if (!done.ok) return answer.say([done.refusal.sentence, also, words(asked)].join('\n').trim())
    const text = 'text' in done || 'insert' in done ? (done.text ?? done.insert) : undefined
    const became = await becameOf(given)
    const said = [text ?? became?.text ?? '', also].join('\n').trim()
    if (said !== '') return answer.say(said, became?.rows)
    return answer.done()
  }

  async function command({ id, by, asked }: Given, taken: TakenFiles): Promise<CommandAnswer> {
    const { command: wanted, conversation, args } = asked
    // Files alone, none of which could be taken: their sentences say all.
    const isNothing = asked.files.length > 0 && Object.keys(args).length === 0
    if (isNothing && taken.sentences.length > 0) return { ok: true }
    return inbox.command({
      id: sourceOf(id),
      by: by.id,
      conversation: conversation?.id ?? null,
      name: wanted.name,
      args,
      at: timeOf(id),
    })
  }

  async function sayWith({ id, by, asked }: Given, { files }: TakenFiles): Promise<Answer> {
    const { command: wanted, conversation, args } = asked
    if (!conversation) throw new Error('Words with files are about a conversation.')
    const shown = wanted.name === 'reply' ? 'reply' : 'note'
    const { content, intent } = meantBy(args['text'] ?? '', shown, files)
    if (isEmpty(content)) throw new Error('Words with files are not empty.')
    return inbox.message({
      id: sourceOf(id),
      by: by.id,
      conversation: conversation.id,
      content,
      intent,
      ref: null,
    })
  }

  async function takeFiles({ id, by, asked }: Given): Promise<TakenFiles> {
    const { files, conversation } = asked
    if (files.length === 0 || !conversation) return NOTHING
    // A second time they are there already.
    if (await store.taken('discord', sourceOf(id))) return NOTHING
    return patiently(
      () => deps.files(files, by, conversation.id),
      () => ({ files: [], sentences: ['The file could not be had from Discord.'] }),
    )
  }

  /** What was begun is not given up at once; ids see to it that it is done once. */
  async function patiently<T>(work: () => Promise<T>, givenUp: (error: unknown) => T): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work()
      } catch (error) {
        if (tries === MOST_TRIES) return givenUp(error)
        log.warn({ tries, error: String(error) }, 'Discord: a command could not be done yet')
      }
      await wait(pause, undefined, { ref: false })
    }
  }

  /** What is to be said of words that are held, or were kept from the visitor. */
  async function becameOf({ id, by }: Given) {
    const taken = await store.taken('discord', sourceOf(id))
    const message = taken?.message ? await store.message(taken.message) : null
    const isTheirs = message?.by.kind === 'human' && message.by.id === by.id
    return message && isTheirs ? whatBecameOf(message, clock.now()) : null
  }

  return { run }
}

/** What the interaction is called for ever: it is taken once. */
function sourceOf(id: string): string {
  return `interaction:${id}`
}

/** What they wrote, which the form that it stood in has lost. */
function words({ args, command }: Asked): string {
  const text = command.args.find(({ kind }) => kind === 'text')
  const written = text && args[text.name]
  return written ? `\nYou wrote:\n${written}` : ''
}
