import { isObject, objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import type { SentFile } from './bodies.ts'
import { compose, recompose } from './composing.ts'
import { checked, form, invalid, list, text, anything } from './forms/check.ts'
import { fields } from './forms/components.ts'
import { lookAtMessage } from './forms/message.ts'
import { interactionMetadata } from './interaction.ts'
import type { Answer, Interaction, InteractionKind } from './interaction.ts'
import { theChannel } from './lookup.ts'
import { post, revise } from './messages.ts'
import type { Message } from './model.ts'
import type { Office } from './office.ts'
import { may } from './permissions.ts'
import { refuse } from './refusal.ts'

const FLAG_EPHEMERAL = 1 << 6
const FLAG_LOADING = 1 << 7

/** Which callback types fit which interaction: message, later, later (of the same), change, choices, modal. */
const FITTING: Readonly<Record<InteractionKind, readonly number[]>> = {
  command: [4, 5, 9],
  component: [4, 5, 6, 7, 9],
  modal: [4, 5, 6, 7],
  autocomplete: [8],
}

/** What the app's first answer does. */
export function answerWith(
  office: Office,
  interaction: Interaction,
  type: number,
  data: JsonObject,
  files: readonly SentFile[],
): Answer {
  const fits = FITTING[interaction.kind].includes(type)
  const needsSource = (type === 6 || type === 7) && interaction.source === null
  if (!fits || needsSource) {
    const all = `(${FITTING[interaction.kind].join(', ')})`
    throw invalid(['type'], 'BASE_TYPE_CHOICES', `Value must be one of ${all}.`)
  }
  if (type === 4) return { kind: 'message', message: say(office, interaction, data, files) }
  if (type === 5) return { kind: 'thinking', message: think(office, interaction, data) }
  if (type === 6) return { kind: 'nothing' }
  if (type === 7) return change(office, interaction, data, files)
  if (type === 8) return { kind: 'choices', choices: choicesIn(data) }
  return showModal(office, interaction, data)
}

/** Writes a message for an interaction, for all or for the person alone. */
export function say(
  office: Office,
  interaction: Interaction,
  body: JsonObject,
  files: readonly SentFile[],
  at: readonly string[] = ['data'],
): Message {
  checked((problems) => lookAtMessage(problems, 'byWebhook', body, at))
  const alone = (Number(body['flags'] ?? 0) & FLAG_EPHEMERAL) !== 0
  const channel = openTo(office, interaction, alone)
  return post(office, channel, {
    author: { kind: 'user', id: office.app.userId },
    ...compose(office, channel, office.app.userId, body, files),
    onlyFor: alone ? interaction.user : null,
    interaction: interactionMetadata(office, interaction),
    ...standingOf(interaction),
  })
}

/** Fills in what was “thinking” until now. */
export function fillIn(
  office: Office,
  message: Message,
  body: JsonObject,
  files: readonly SentFile[],
): Message {
  checked((problems) => lookAtMessage(problems, 'edited', body))
  const channel = theChannel(office, message.channel)
  const thinking = (message.flags & FLAG_LOADING) !== 0
  const changed = recompose(office, channel, message, body, files)
  revise(office, message, {
    ...changed,
    flags: (changed.flags ?? message.flags) & ~FLAG_LOADING,
    silently: thinking,
  })
  return message
}

export function isThinking(message: Message): boolean {
  return (message.flags & FLAG_LOADING) !== 0
}

function think(office: Office, interaction: Interaction, data: JsonObject): Message {
  const alone = (Number(data['flags'] ?? 0) & FLAG_EPHEMERAL) !== 0
  return post(office, openTo(office, interaction, alone), {
    author: { kind: 'user', id: office.app.userId },
    flags: FLAG_LOADING,
    onlyFor: alone ? interaction.user : null,
    interaction: interactionMetadata(office, interaction),
    ...standingOf(interaction),
  })
}

/** The answer to a command is of a kind of its own; all others reply to what they follow. */
function standingOf({ kind, original, source, channel }: Interaction) {
  if (kind === 'command' && !original) return { type: 20 }
  const before = original ?? source
  return before?.onlyFor === null ? { replyTo: { channel, id: before.id } } : {}
}

function change(
  office: Office,
  { source }: Interaction,
  data: JsonObject,
  files: readonly SentFile[],
): Answer {
  if (!source) throw refuse(10008)
  checked((problems) => lookAtMessage(problems, 'edited', data, ['data']))
  const channel = theChannel(office, source.channel)
  revise(office, source, recompose(office, channel, source, data, files))
  return { kind: 'updated' }
}

function choicesIn(data: JsonObject): JsonObject[] {
  const one = form({ name: text(1, 100), value: anything }, ['name', 'value'])
  checked((problems) => form({ choices: list(0, 25, one) })(data, ['data'], problems))
  return objectsAt(data, 'choices')
}

function showModal(office: Office, interaction: Interaction, data: JsonObject): Answer {
  const shape = { custom_id: text(1, 100), title: text(1, 45), components: fields }
  checked((problems) => form(shape, Object.keys(shape))(data, ['data'], problems))
  const modal = {
    title: stringAt(data, 'title') ?? '',
    customId: stringAt(data, 'custom_id') ?? '',
    components: objectsAt(data, 'components'),
    user: interaction.user,
    channel: interaction.channel,
    source: interaction.source,
  }
  office.modals.set(interaction.user, modal)
  return { kind: 'modal', modal }
}

/** An archived thread that the app cannot open again takes no answers that all would see. */
function openTo(office: Office, { channel: id }: Interaction, alone: boolean) {
  const channel = theChannel(office, id)
  const { thread } = channel
  const moderator = may(office, office.app.userId, channel, 'MANAGE_THREADS')
  if (!alone && thread?.locked && !moderator) throw refuse(50083)
  return channel
}

/** The callback's own data, or none. */
export function dataOf(body: JsonObject): JsonObject {
  return isObject(body['data']) ? body['data'] : {}
}
