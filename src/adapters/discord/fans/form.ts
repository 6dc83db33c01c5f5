import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  TextInputStyle,
  ComponentType,
} from 'discord.js'
import type { RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand } from 'discord.js'
import { select } from '../components.ts'
import type { Choice } from '../components.ts'
import { labelled } from '../fields.ts'
import type { Interaction } from '../interaction.ts'
import type { Modal } from '../modals.ts'
import { CONTACT, FIELDS, FORM } from './custom-ids.ts'
import type { OpenInbox } from './inboxes.ts'

const MOST_IN_LIST = 25
const TEXT = 4_000

/** The command by which anyone writes to an inbox, in the server and among direct messages. */
export function contactCommand(all: readonly OpenInbox[]): SlashCommand {
  return {
    type: ApplicationCommandType.ChatInput,
    name: CONTACT,
    description: 'Write to us privately; the answer comes by direct message',
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: FIELDS.text,
        description: 'What you want to say; left out, a form opens for it',
        max_length: TEXT,
      },
      ...(all.length > 1
        ? [
            {
              type: ApplicationCommandOptionType.String as const,
              name: FIELDS.to,
              description: 'Whom you want to write to',
              autocomplete: true,
            },
          ]
        : []),
    ],
  }
}

/** The inboxes whose names have these words in them, as choices. */
export function choicesFor(all: readonly OpenInbox[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase()
  return all
    .filter(({ inbox: { name } }) => name.toLowerCase().includes(wanted))
    .map(({ inbox: { id, name } }) => ({ name, value: id }))
}

/** The form that asks for the words, and whom they are for where that is not known. */
export function contactForm(all: readonly OpenInbox[], to: string | null): Modal {
  const asks = all.length > 1
  const list = select(FIELDS.to, chosenFirst(choicesFor(all, ''), to).slice(0, MOST_IN_LIST), {
    given: to ?? '',
  })
  return {
    custom_id: FORM,
    title: 'Write to us',
    components: [
      ...(asks ? [labelled('To', { ...list, required: true })] : []),
      labelled('Your message', {
        type: ComponentType.TextInput,
        custom_id: FIELDS.text,
        style: TextInputStyle.Paragraph,
        required: true,
        max_length: TEXT,
      }),
    ],
  }
}

/** Of more than a list holds, at least the one that is meant. */
function chosenFirst(choices: readonly Choice[], to: string | null): readonly Choice[] {
  return choices.toSorted((a, b) => Number(b.value === to) - Number(a.value === to))
}

/** What somebody wrote with the command or in the form; null for anything else. */
export function contactIn(
  given: Interaction,
): { readonly to: string | null; readonly text: string } | null {
  const values = new Map<string, string>()
  if (given.type === 2 && given.data.type === 1 && given.data.name === CONTACT)
    for (const { name, value } of given.data.options) values.set(name, String(value ?? ''))
  else if (given.type === 5 && given.data.custom_id === FORM)
    for (const { custom_id: name, value, values: [first] = [] } of given.data.components)
      values.set(name, first ?? value ?? '')
  else return null
  return { to: values.get(FIELDS.to) || null, text: values.get(FIELDS.text) ?? '' }
}
