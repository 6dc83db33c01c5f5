import type { Settings } from '../../../config.ts'
import type { Taking } from '../../chats/taking.ts'
import { fittingChoices } from '../components.ts'
import { interaction as schema, whoOf } from '../interaction.ts'
import type { Interaction } from '../interaction.ts'
import type { fanAnswers } from './answers.ts'
import { CONTACT, FIELDS, FORM, OPEN_FORM, readChoice } from './custom-ids.ts'
import { choicesFor, contactForm, contactIn } from './form.ts'
import { openInboxes } from './inboxes.ts'
import { drawPicker } from './picker.ts'
import type { Records } from './records.ts'
import { NO_INBOX } from './sentences.ts'

interface Deps {
  readonly settings: () => Settings
  readonly records: Records
  readonly taking: Pick<Taking, 'keep'>
  readonly answers: ReturnType<typeof fanAnswers>
}

/** The interaction, where it is a visitor's: `/contact`, its form, and the buttons of either; null for any other. */
export function fansInteraction(given: unknown): Interaction | null {
  const read = schema.safeParse(given).data
  if (!read) return null
  return isOurs(read) ? read : null
}

function isOurs(given: Interaction): boolean {
  switch (given.type) {
    case 2:
    case 4:
      return given.data.name === CONTACT
    case 3:
      return given.data.custom_id === OPEN_FORM || readChoice(given.data.custom_id) !== null
    case 5:
      return given.data.custom_id === FORM
  }
}

/** Answers what visitors press and submit; what they wrote is kept first. */
export function fanInteractions({ settings, records, taking, answers }: Deps) {
  /** `d` is the interaction as Discord told of it, which is what is kept. */
  async function heard(given: Interaction, d: unknown): Promise<void> {
    const who = whoOf(given, settings().discord?.guild ?? null)
    const open = openInboxes(settings())
    if (!who) return
    if (given.type === 4) {
      const typed = given.data.options.find(({ name }) => name === FIELDS.to)?.value ?? ''
      return answers.offer(given, fittingChoices(choicesFor(open, String(typed))))
    }
    if (open.length === 0) return answers.sayAtOnce(given, NO_INBOX)
    if (given.type === 3 && given.data.custom_id !== OPEN_FORM) return chose(given, d, who.id)
    const contact = contactIn(given)
    if (!contact || (given.type === 2 && contact.text.trim() === ''))
      return form(given, who.id, contact?.to ?? null)
    // What Discord told them has failed they may write again: it must not be there twice.
    if (await answers.later(given)) await keep(given, d, who.id)
  }

  async function form(given: Interaction, user: string, to: string | null): Promise<void> {
    const last = to ?? (await records.get(user))?.inbox ?? null
    return answers.form(given, contactForm(openInboxes(settings()), last))
  }

  async function chose(
    given: Extract<Interaction, { type: 3 }>,
    d: unknown,
    user: string,
  ): Promise<void> {
    const open = openInboxes(settings())
    const inbox = readChoice(given.data.custom_id)
    if (!open.some((one) => one.inbox.id === inbox)) return answers.sayAtOnce(given, NO_INBOX)
    await keep(given, d, user)
    const { content, rows } = drawPicker(open, inbox)
    return answers.redraw(given, content, rows)
  }

  /** In the lane of their direct messages, so that what they chose holds for what they write next. */
  async function keep({ id }: Interaction, d: unknown, user: string): Promise<void> {
    const lane = (await records.get(user))?.channel ?? user
    await taking.keep({ id: `interaction:${id}`, lane, body: { t: 'INTERACTION_CREATE', d } })
  }

  return heard
}
