import type { Inline, RichTextElement } from './blocks/rich-text.ts'
import { nameOfEmoji, unicodeOf } from './emoji.ts'
import type { JsonObject } from './json.ts'
import { escaped } from './mrkdwn.ts'
import type { Office } from './office.ts'

/** What a person writes: as typed into Slack's box, or rich text made by hand. */
export type Said = string | { readonly richText: readonly RichTextElement[] }

/** A typed message as Slack's own clients send it: rich text, and the same again as mrkdwn. */
export function typed(office: Office, said: Said): { text: string; blocks: JsonObject[] } {
  const elements = typeof said === 'string' ? elementsOf(office, said) : said.richText
  if (elements.length === 0) return { text: '', blocks: [] }
  return {
    text: elements.map((one) => mrkdwnOf(one)).join(''),
    blocks: [{ type: 'rich_text', elements }],
  }
}

function elementsOf(office: Office, source: string): RichTextElement[] {
  const pieces = source.split(/(```[\s\S]+?```|(?:^> .*(?:\n|$))+|(?:^- .*(?:\n|$))+)/m)
  return pieces.filter((piece) => piece !== '').map((piece) => elementOf(office, piece))
}

function elementOf(office: Office, piece: string): RichTextElement {
  if (/^```[\s\S]+```$/.test(piece)) {
    const text = piece.slice(3, -3).replaceAll(/^\n|\n$/g, '')
    return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }
  }
  const lines = piece.trimEnd().split('\n')
  if (piece.startsWith('> ')) {
    const quote = lines.map((line) => line.slice(2)).join('\n')
    return { type: 'rich_text_quote', elements: inlines(office, quote) }
  }
  if (piece.startsWith('- ')) {
    const items = lines.map((line) => inlines(office, line.slice(2)))
    const elements = items.map((item) => ({ type: 'rich_text_section' as const, elements: item }))
    return { type: 'rich_text_list', style: 'bullet', elements }
  }
  return { type: 'rich_text_section', elements: inlines(office, piece) }
}

const PARTS =
  /(`[^`\n]+`|(?<!\w)\*[^*\s](?:[^*\n]*[^*\s])?\*(?!\w)|(?<!\w)_[^_\s](?:[^_\n]*[^_\s])?_(?!\w)|(?<!\w)~[^~\s](?:[^~\n]*[^~\s])?~(?!\w)|https?:\/\/[^\s<>]+|(?<!\w)@[\w.-]+|(?<!\w)#[\w-]+|:[a-z0-9_+-]+:|\p{Extended_Pictographic}\uFE0F?)/u

function inlines(office: Office, text: string): Inline[] {
  const parts = text.split(PARTS).filter((part) => part !== '')
  return parts.map((part) => inlineOf(office, part))
}

function inlineOf(office: Office, part: string): Inline {
  const styled = {
    '*': { bold: true },
    _: { italic: true },
    '~': { strike: true },
    '`': { code: true },
  }
  const style = Object.entries(styled).find(
    ([mark]) => part.length > 2 && part.startsWith(mark) && part.endsWith(mark),
  )?.[1]
  if (style) return { type: 'text', text: part.slice(1, -1), style }
  if (/^https?:/.test(part)) return { type: 'link', url: part }
  if (part.startsWith('@')) return mentionOf(office, part)
  if (part.startsWith('#')) return channelOf(office, part)
  return emojiOf(part) ?? { type: 'text', text: part }
}

function mentionOf(office: Office, part: string): Inline {
  const name = part.slice(1)
  if (name === 'here' || name === 'channel' || name === 'everyone') {
    return { type: 'broadcast', range: name }
  }
  const person = [...office.people.values()].find((one) => one.handle === name)
  if (person) return { type: 'user', user_id: person.id }
  const group = [...office.groups.values()].find((one) => one.handle === name)
  return group ? { type: 'usergroup', usergroup_id: group.id } : { type: 'text', text: part }
}

function channelOf(office: Office, part: string): Inline {
  const channel = [...office.channels.values()].find((one) => one.name === part.slice(1))
  return channel ? { type: 'channel', channel_id: channel.id } : { type: 'text', text: part }
}

function emojiOf(part: string): Inline | undefined {
  const name = /^:[a-z0-9_+-]+:$/.test(part) ? part.slice(1, -1) : nameOfEmoji(part)
  const unicode = name === undefined ? undefined : unicodeOf(name)
  return name === undefined || unicode === undefined ? undefined : { type: 'emoji', name, unicode }
}

function mrkdwnOf(element: RichTextElement): string {
  switch (element.type) {
    case 'rich_text_section':
      return element.elements.map((one) => mrkdwnInline(one)).join('')
    case 'rich_text_list':
      return element.elements.map((one) => `• ${mrkdwnOf(one)}\n`).join('')
    case 'rich_text_quote':
      return `${element.elements
        .map((one) => mrkdwnInline(one))
        .join('')
        .replaceAll(/^/gm, '&gt; ')}\n`
    case 'rich_text_preformatted':
      return `\`\`\`${element.elements.map((one) => mrkdwnInline(one)).join('')}\`\`\``
  }
}

function mrkdwnInline(element: Inline): string {
  switch (element.type) {
    case 'text':
      return styledText(element)
    case 'link':
      return element.text === undefined
        ? `<${element.url}>`
        : `<${element.url}|${escaped(element.text)}>`
    case 'user':
      return `<@${element.user_id}>`
    case 'usergroup':
      return `<!subteam^${element.usergroup_id}>`
    case 'channel':
      return `<#${element.channel_id}>`
    case 'broadcast':
      return `<!${element.range}>`
    case 'emoji':
      return `:${element.name}:`
    case 'date':
      return `<!date^${element.timestamp}^${element.format}|${element.fallback ?? ''}>`
    case 'color':
      return element.value
    case 'team':
      return `<!team^${element.team_id}>`
  }
}

function styledText({ text, style }: Extract<Inline, { type: 'text' }>): string {
  const plain = escaped(text)
  if (style?.code) return `\`${plain}\``
  const marks = [style?.bold && '*', style?.italic && '_', style?.strike && '~'].filter(Boolean)
  return `${marks.join('')}${plain}${marks.toReversed().join('')}`
}
