import { emojiFor } from './emoji.ts'
import { isObject, objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import type { Message, Reading } from './model.ts'
import { groupName, nameOf, readMrkdwn, unescaped, withEmoji } from './mrkdwn.ts'
import type { Shown } from './mrkdwn.ts'
import type { Office } from './office.ts'

type Readable = Pick<Message, 'text' | 'blocks' | 'reading'>

/** What people see of a message: its blocks, or without blocks its text. */
export function render(office: Office, message: Readable): string {
  if (message.blocks.length === 0) return readMrkdwn(office, message.text, message.reading).text
  return shownBlocks(office, message.blocks)
    .map(({ text }) => text)
    .filter((line) => line !== '')
    .join('\n')
}

/** Whom a message alerts, by the names people see. A mention in the text counts even under blocks. */
export function alertsOf(office: Office, message: Readable): string[] {
  const fromText = readMrkdwn(office, message.text, message.reading).alerts
  const fromBlocks = shownBlocks(office, message.blocks).flatMap(({ alerts }) => alerts)
  return [...new Set([...fromText, ...fromBlocks])]
}

function shownBlocks(office: Office, blocks: readonly JsonObject[]): Shown[] {
  return blocks.map((block) => shownBlock(office, block))
}

function shownBlock(office: Office, block: JsonObject): Shown {
  const type = stringAt(block, 'type')
  if (type === 'rich_text')
    return joined(
      objectsAt(block, 'elements').map((one) => richLine(office, one)),
      '\n',
    )
  if (type === 'markdown') return { text: stringAt(block, 'text') ?? '', alerts: [] }
  if (type === 'image') return { text: stringAt(block, 'alt_text') ?? '', alerts: [] }
  // Buttons and selects are no words of the message: they are read with `buttons()`.
  if (type === 'actions') return { text: '', alerts: [] }
  const texts = [block['text'], ...objectsAt(block, 'fields'), block['label']].filter(isObject)
  const parts = [...texts, ...(type === 'context' ? objectsAt(block, 'elements') : [])]
  return joined(
    parts.map((part) => textObject(office, part)),
    type === 'context' ? ' ' : '\n',
  )
}

function textObject(office: Office, part: JsonObject): Shown {
  const text = stringAt(part, 'text') ?? stringAt(part, 'alt_text') ?? ''
  if (part['type'] !== 'mrkdwn') {
    return {
      text: part['emoji'] === false ? unescaped(text) : withEmoji(unescaped(text)),
      alerts: [],
    }
  }
  const reading: Reading = { mrkdwn: true, names: part['verbatim'] !== true }
  return readMrkdwn(office, text, reading)
}

function richLine(office: Office, element: JsonObject): Shown {
  const parts = objectsAt(element, 'elements')
  if (element['type'] !== 'rich_text_list') {
    return joined(
      parts.map((one) => inline(office, one)),
      '',
    )
  }
  const ordered = element['style'] === 'ordered'
  const items = parts.map((item, at) => {
    const line = richLine(office, item)
    return { text: `${ordered ? `${at + 1}.` : '•'} ${line.text}`, alerts: line.alerts }
  })
  return joined(items, '\n')
}

function inline(office: Office, element: JsonObject): Shown {
  const text = stringAt(element, 'text') ?? stringAt(element, 'url') ?? ''
  const named = (name: string | undefined) => ({ text: name ?? '', alerts: name ? [name] : [] })
  switch (element['type']) {
    case 'user':
      return named(nameOf(office, stringAt(element, 'user_id') ?? ''))
    case 'usergroup':
      return named(groupName(office, stringAt(element, 'usergroup_id') ?? ''))
    case 'broadcast':
      return named(`@${stringAt(element, 'range')}`)
    case 'channel':
      return {
        text: `#${office.channels.get(stringAt(element, 'channel_id') ?? '')?.name ?? 'unknown'}`,
        alerts: [],
      }
    case 'emoji':
      return { text: emojiFor(stringAt(element, 'name') ?? ''), alerts: [] }
    case 'date':
      return { text: stringAt(element, 'fallback') ?? '', alerts: [] }
    default:
      return { text, alerts: [] }
  }
}

function joined(parts: readonly Shown[], between: string): Shown {
  return {
    text: parts.map(({ text }) => text).join(between),
    alerts: parts.flatMap(({ alerts }) => alerts),
  }
}
