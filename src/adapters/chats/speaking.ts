import type { Content, Inline } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import type { Intent } from '../../conversation/actions.ts'
import type { Line } from '../../routing/interpret.ts'

/** What a person's line in a thread is: a command, or words and for whom they may be. */
export type Meant =
  | Extract<Line, { kind: 'command' }>
  | { readonly kind: 'words'; readonly content: Content; readonly intent: Intent }

// Nothing unseen before its first sign hides what a line is.
const UNSEEN = /^[\p{Cf}\s]+/u

/** What somebody meant by what they wrote in a thread. */
export function meantBy(content: Content, interpret: (line: string) => Line): Meant {
  const text = plainText({ blocks: content.blocks, files: [] }).replace(UNSEEN, '')
  const line = interpret(text)
  if (line.kind === 'command') return line
  if (line.kind === 'text') return { kind: 'words', content, intent: 'auto' }
  return { kind: 'words', content: withoutMark(content, line.text), intent: 'note' }
}

/** The content without the `//` that made it a note; as plain words where the mark is not all in its first text. */
function withoutMark(content: Content, text: string): Content {
  const [first, ...others] = content.blocks
  if (first?.kind === 'paragraph') {
    const [start, ...rest] = first.inlines
    const bare = start?.kind === 'text' ? start.text.replace(UNSEEN, '') : ''
    if (start?.kind === 'text' && bare.startsWith('//')) {
      const left: Inline[] = [{ ...start, text: bare.slice(2).trimStart() }, ...rest]
      const inlines = left.filter((one) => one.kind !== 'text' || one.text !== '')
      const blocks = inlines.length > 0 ? [{ ...first, inlines }, ...others] : others
      return { ...content, blocks }
    }
  }
  const plain = { kind: 'paragraph' as const, inlines: [{ kind: 'text' as const, text }] }
  return { ...content, blocks: text === '' ? [] : [plain] }
}
