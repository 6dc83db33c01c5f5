import type { Actor, AgentRef } from './actor.ts'
import type { AgentId, ConversationId, FileId, MessageId } from './ids.ts'

/**
 * A message's content as a small tree, free of any platform's markup. Adapters turn their
 * platform's text into it and it into theirs; text in it is always text, never markup.
 */
export interface Content {
  readonly blocks: readonly Block[]
  readonly files: readonly FileRef[]
}

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'quote'; readonly inlines: readonly Inline[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (readonly Inline[])[]
    }
  | { readonly kind: 'code'; readonly text: string }

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly style?: readonly Style[] }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  /** `unicode` is missing for a platform's custom emoji, which is then shown as `:name:`. */
  | { readonly kind: 'emoji'; readonly name: string; readonly unicode?: string }
  /** A colleague, by the public alias alone. */
  | { readonly kind: 'mention'; readonly name: string }

export type Style = 'bold' | 'italic' | 'strike' | 'code'

/** A file that Greenroom keeps itself; `size` in bytes. Its address is made anew, signed, for each reader. */
export interface FileRef {
  readonly id: FileId
  readonly name: string
  readonly type: string
  readonly size: number
  /** Pixels, for pictures. */
  readonly width?: number
  readonly height?: number
}

/** Who may ever read it: a visitor's words and replies are public; notes are the team's alone, for ever. */
export type MessageKind = 'visitor' | 'reply' | 'note'

/** An emoji that somebody set on a message: each once for each of them. */
export interface Reaction {
  /** One emoji in Unicode. */
  readonly emoji: string
  readonly by: 'visitor' | AgentRef
  /** The visitor may see it. False for ever for what was set by someone who had not joined. */
  readonly public: boolean
}

export interface Message {
  readonly id: MessageId
  readonly conversation: ConversationId
  /** 1, 2, 3… within the conversation, in the order in which the messages were accepted. */
  readonly number: number
  readonly kind: MessageKind
  readonly by: Actor
  readonly at: number
  readonly content: Content
  /** 1 at first; each edit adds one. Earlier versions are kept. */
  readonly version: number
  readonly editedAt?: number
  readonly removedAt?: number
  /** Of a reply: held until this time (epoch ms), and withdrawn freely before it. */
  readonly heldUntil?: number
  readonly withdrawnAt?: number
  /** Of a reply that could not reach the visitor: why, in a sentence. */
  readonly failed?: string
  /** Of a note: its author had not joined, so what may have been meant as a reply was kept private. */
  readonly gated?: true
  /** Of a gated note that its author has since claimed and sent: the reply it became. */
  readonly sentAs?: MessageId
  /** Of a note that is a whisper: read by its author and this agent alone, for ever. */
  readonly to?: AgentRef
  /** In the order in which they were set. */
  readonly reactions?: readonly Reaction[]
}

/** True when this member may read it: a whisper is its author's and its reader's alone, whatever others' roles. */
export function mayRead({ to, by }: Pick<Message, 'to' | 'by'>, member: AgentId): boolean {
  return !to || to.id === member || (by.kind === 'human' && by.id === member)
}

/** The longest text that is taken, in UTF-16 code units. */
export const MAX_TEXT = 100_000

// C0 and C1 controls but tab and newline; they show as nothing and break terminals, SQL and logs.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** Text that every store and platform can hold: well-formed Unicode, no control characters, `\n` for line ends. */
export function cleanText(raw: string): string {
  return storableText(raw).trim()
}

/** The same with the white space round it kept, for a stretch within a text. */
export function storableText(raw: string): string {
  return raw.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '')
}

// Only these two schemes become links; anything else stays the text that it is.
const URL_IN_TEXT = /\bhttps?:\/\/[^\s<>"'`\u202a-\u202e\u2066-\u2069]+/giu

/** What was typed as plain text, with its web addresses as links. */
export function textContent(raw: string, files: readonly FileRef[] = []): Content {
  const text = cleanText(raw)
  if (text === '') return { blocks: [], files }
  return { blocks: [{ kind: 'paragraph', inlines: linkify(text) }], files }
}

function linkify(text: string): Inline[] {
  const inlines: Inline[] = []
  let from = 0
  for (const match of text.matchAll(URL_IN_TEXT)) {
    const url = withoutTrailingPunctuation(match[0])
    if (!URL.canParse(url)) continue
    if (match.index > from) inlines.push({ kind: 'text', text: text.slice(from, match.index) })
    inlines.push({ kind: 'link', url, text: url })
    from = match.index + url.length
  }
  if (from < text.length) inlines.push({ kind: 'text', text: text.slice(from) })
  return inlines
}

function withoutTrailingPunctuation(url: string): string {
  const trimmed = url.replace(/[.,;:!?…]+$/u, '')
  const closesWhatItOpened = trimmed.includes('(') || !trimmed.endsWith(')')
  return closesWhatItOpened ? trimmed : trimmed.slice(0, -1)
}

/** The content as plain text, for history, search, notifications and platforms without markup. */
export function plainText(content: Content): string {
  const lines = content.blocks.map(blockText)
  for (const file of content.files) lines.push(`[file: ${file.name}]`)
  return lines.join('\n')
}

function blockText(block: Block): string {
  if (block.kind === 'code') return block.text
  if (block.kind === 'list') {
    return block.items
      .map((item, index) => `${block.ordered ? `${index + 1}.` : '•'} ${inlineText(item)}`)
      .join('\n')
  }
  const text = inlineText(block.inlines)
  return block.kind === 'quote' ? text.replaceAll(/^/gm, '> ') : text
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(oneInlineText).join('')
}

function oneInlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'link':
      return inline.text === inline.url ? inline.url : `${inline.text} (${inline.url})`
    case 'emoji':
      return inline.unicode ?? `:${inline.name}:`
    case 'mention':
      return `@${inline.name}`
  }
}

/** True when there is nothing in it to send. */
export function isEmpty(content: Content): boolean {
  return content.files.length === 0 && plainText(content).trim() === ''
}

/** True when both say the same, so that an edit which changed nothing is none. */
export function sameContent(a: Content, b: Content): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
