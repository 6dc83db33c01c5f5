import type { Prefilled } from '../../commands/command.ts'
import { commandNamed } from '../../commands/index.ts'
import { mayRead } from '../../conversation/message.ts'
import type { MessageId } from '../../conversation/ids.ts'
import type { Member } from '../../ports.ts'
import { lacksConversation, lacksWords } from './asked.ts'
import type { Asked } from './asked.ts'
import { row, select } from './components.ts'
import { discordDoing } from './doing.ts'
import type { DoingDeps, Given } from './doing.ts'
import { commandForm } from './modals.ts'
import type { Offering } from './offering.ts'
import { pressId } from './press-ids.ts'
import type { Answering } from './responding.ts'
import { NOTHING_THERE } from './sentences.ts'

export interface Wish extends Given {
  /** It comes from a form already: Discord opens no second one. */
  readonly fromForm: boolean
}

/** What surely fits into a form, wherever its words are parted. */
const LONGEST = 16_000
const TOO_LONG = 'This is too long for a form of Discord’s: edit it where it was written.'
const NO_FILES = 'Say which conversation the file is for: choose it in `conversation`.'

/** From what somebody asked for to its doing, with a form between them where there is more to ask. */
export function discordAsking(deps: DoingDeps & { readonly offering: Offering }) {
  const { offering, inbox, database } = deps
  const doing = discordDoing(deps)

  async function next(wish: Wish, answer: Answering): Promise<void> {
    const { asked, fromForm } = wish
    if (lacksConversation(asked)) return askWhich(wish, answer)
    if (asked.command.name === 'canned') return canned(wish, answer)
    if (lacksWords(asked) && !fromForm) return form(asked, wish.by, answer)
    return doing.run(wish, answer)
  }

  /** Which conversation it is for: those that wait the longest are in a list. */
  async function askWhich({ asked, by, fromForm }: Wish, answer: Answering): Promise<void> {
    const { command, args, files } = asked
    if (files.length > 0) return answer.say(NO_FILES)
    const all = await offering.conversations(command, by, '')
    if (all.length === 0 || fromForm)
      return answer.say(`There is no conversation that you could \`/${command.name}\` just now.`)
    return answer.form(commandForm(command, all, await offering.forForm(command, null), args))
  }

  async function form(asked: Asked, by: Member, answer: Answering): Promise<void> {
    const { command, conversation, args } = asked
    const choices = await offering.forForm(command, conversation)
    const filled = await prefilled(asked, by)
    if ('wrong' in filled) return answer.say(filled.wrong)
    return answer.form(commandForm(command, conversation, choices, { ...filled.args, ...args }))
  }

  /** What a form about one message shows at first, to who may read that message. */
  async function prefilled({ command, conversation, args }: Asked, by: Member): Promise<Prefilled> {
    const beside = command.args.find(({ kind }) => kind === 'message')
    const id = beside && args[beside.name]
    if (!command.prefill || !conversation || !id) return { args: {} }
    // The brand has no runtime form; whether there is such a message the store says.
    const target = await database.store.message(id as MessageId)
    if (!target || !mayRead(target, by.id)) return { wrong: NOTHING_THERE }
    const { id: me, name, role } = by
    const given = command.prefill({
      conversation,
      target,
      by: { kind: 'human', id: me, name, role },
    })
    const isLong = 'args' in given && Object.values(given.args).join('').length > LONGEST
    return isLong ? { wrong: TOO_LONG } : given
  }

  /** A canned reply stands in the form of a reply, to be read over and sent. */
  async function canned(wish: Wish, answer: Answering): Promise<void> {
    const { asked, by, id, fromForm } = wish
    const { conversation, args } = asked
    if (!conversation) return
    if ((args['name'] ?? '') === '') return chooseCanned(asked, answer)
    const name = asked.command.name
    const given = { id: `interaction:${id}`, by: by.id, conversation: conversation.id, name, args }
    const done = await inbox.command(given)
    if (!done.ok) return answer.say(done.refusal.sentence)
    const reply = commandNamed('reply')
    if (done.insert === undefined || !reply || fromForm)
      return answer.say(done.text ?? done.insert ?? 'Done.')
    return form({ ...asked, command: reply, args: { text: done.insert } }, by, answer)
  }

  async function chooseCanned({ conversation }: Asked, answer: Answering): Promise<void> {
    if (!conversation) return
    const names = await offering.canned(conversation)
    if (names.length === 0) return answer.say('This inbox has no canned replies yet.')
    const list = select(
      pressId('canned', conversation),
      names.map((name) => ({ name, value: name })),
      { placeholder: 'Which' },
    )
    const more = '`/canned` finds the others by their names. '
    const text = `${names.length > list.options.length ? more : ''}It stands in a form then, to be read over and sent.`
    return answer.say(text, [row(list)])
  }

  return { next }
}
