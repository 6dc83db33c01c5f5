import { stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { flat } from './forms/components.ts'
import { wordsOf } from './forms/embed.ts'
import { canSee, displayName, theChannel } from './lookup.ts'
import { readMarkdown } from './markdown.ts'
import type { Shown } from './markdown.ts'
import type { Message } from './model.ts'
import type { Office } from './office.ts'

// What Discord itself writes for messages that are events.
const SYSTEM: Readonly<Record<number, (message: Message) => string>> = {
  4: ({ content }) => `(renamed to ${content})`,
  6: () => '(pinned a message)',
  18: ({ content }) => `(started a thread: ${content})`,
  21: () => '(thread starter)',
}

// Kept in a message as they are, and drawn as nothing.
const UNSEEN = /[\u200c\u2061-\u2063]/g

/** What people read of a message: its text, its embeds, the words of its components. */
export function render(office: Office, message: Message): Shown {
  const system = SYSTEM[message.type]
  if (system) return { text: system(message), links: [] }
  const parts = [
    message.content,
    ...message.embeds.flatMap(wordsOf),
    ...flat(message.components)
      .filter((one) => one['type'] === 10)
      .map((one) => stringAt(one, 'content') ?? ''),
  ]
  const shown = parts.filter((one) => one !== '').map((one) => readMarkdown(office, one))
  return {
    text: shown
      .map(({ text }) => text)
      .join('\n')
      .replaceAll(UNSEEN, ''),
    links: shown.flatMap(({ links }) => links),
  }
}

/** Whose phones a message rang when it was sent, by the names people see: `@Ana`, `@leads`, `@everyone`. */
export function alertsOf(office: Office, message: Message): string[] {
  const channel = theChannel(office, message.channel)
  const { users, roles, everyone } = message.mentions
  const seeing = users.filter((id) => canSee(office, id, channel))
  return [
    ...seeing.map((id) => `@${displayName(office, id)}`),
    ...roles.map((id) => `@${office.guild.roles.get(id)?.name ?? 'deleted-role'}`),
    ...(everyone ? ['@everyone'] : []),
  ]
}

/** The words on a button, or in an empty select. */
export function labelOf(component: JsonObject): string | undefined {
  const emoji = component['emoji']
  return (
    stringAt(component, 'label') ?? stringAt(component, 'placeholder') ?? stringAt(emoji, 'name')
  )
}
