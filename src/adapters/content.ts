import { z } from 'zod'
import type { FileId } from '../conversation/ids.ts'
import type { Block, Content, FileRef, Inline } from '../conversation/message.ts'

const style = z.enum(['bold', 'italic', 'strike', 'code'])

const inline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), style: z.exactOptional(z.array(style)) }),
  z.object({ kind: z.literal('link'), url: z.string(), text: z.string() }),
  z.object({ kind: z.literal('emoji'), name: z.string(), unicode: z.exactOptional(z.string()) }),
  z.object({ kind: z.literal('mention'), name: z.string() }),
])

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), inlines: z.array(inline) }),
  z.object({ kind: z.literal('quote'), inlines: z.array(inline) }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(inline)) }),
  z.object({ kind: z.literal('code'), text: z.string() }),
])

const fileRef = z.object({
  // The brand has no runtime form; what was stored under it was one.
  id: z.string().transform((id) => id as FileId),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  width: z.exactOptional(z.number()),
  height: z.exactOptional(z.number()),
})

/** A message's content as it comes back from a store. */
export const storedContent: z.ZodType<Content> = z.object({
  blocks: z.array(block),
  files: z.array(fileRef),
})

/** The blocks as a page may show them: only web and mail addresses stay links, all else becomes text. */
export function publicBlocks(content: Content): Block[] {
  return content.blocks.map(publicBlock)
}

function publicBlock(block: Block): Block {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return { kind: block.kind, inlines: block.inlines.map(publicInline) }
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(publicInline)) }
    case 'code':
      return block
  }
}

function publicInline(inline: Inline): Inline {
  if (inline.kind !== 'link' || isSafeLink(inline.url)) return inline
  return { kind: 'text', text: inline.text === '' ? inline.url : inline.text }
}

const SAFE_SCHEMES = new Set(['http:', 'https:', 'mailto:'])

function isSafeLink(url: string): boolean {
  return SAFE_SCHEMES.has(URL.parse(url)?.protocol ?? '')
}

/** A file as a page may show it; `url` is its signed address. */
export function publicFile(file: FileRef, url: string) {
  const { id, name, type, size, width = null, height = null } = file
  return { id, name, type, size, width, height, url }
}
