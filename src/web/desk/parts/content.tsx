import { useState } from 'preact/hooks'
import type { PublicBlock, PublicInline } from '../../../adapters/widget/protocol.ts'
import { still } from '../hooks.ts'
import { LONG, shortened, textOf } from '../shorten.ts'

/** What someone wrote. Their words only ever become text of the page, never markup. */
export const Content = still(({ blocks }: { readonly blocks: readonly PublicBlock[] }) => {
  const [whole, setWhole] = useState(false)
  const length = textOf(blocks).length
  const isLong = length > LONG
  const shown = isLong && !whole ? shortened(blocks) : blocks
  return (
    <div class="content" dir="auto">
      {shown.map((block, index) => (
        <BlockPart key={index} block={block} />
      ))}
      {isLong && (
        <button class="link-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : `Show all ${length.toLocaleString()} characters`}
        </button>
      )}
    </div>
  )
})

function BlockPart({ block }: { readonly block: PublicBlock }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Inlines inlines={block.inlines} />
        </p>
      )
    case 'quote':
      return (
        <blockquote dir="auto">
          <Inlines inlines={block.inlines} />
        </blockquote>
      )
    case 'code':
      return (
        <section class="code" tabIndex={0} aria-label="Code">
          <pre>
            <code>{block.text}</code>
          </pre>
        </section>
      )
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index} dir="auto">
          <Inlines inlines={item} />
        </li>
      ))
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
  }
}

function Inlines({ inlines }: { readonly inlines: readonly PublicInline[] }) {
  return (
    <>
      {inlines.map((inline, index) => (
        <InlinePart key={index} inline={inline} />
      ))}
    </>
  )
}

function InlinePart({ inline }: { readonly inline: PublicInline }) {
  switch (inline.kind) {
    case 'text':
      return <Styled text={inline.text} style={inline.style ?? []} />
    case 'link':
      return <Link url={inline.url} text={inline.text} />
    case 'emoji':
      return <>{inline.unicode ?? `:${inline.name}:`}</>
    case 'mention':
      return <bdi class="mention">@{inline.name}</bdi>
  }
}

type Style = NonNullable<Extract<PublicInline, { kind: 'text' }>['style']>

function Styled({ text, style }: { readonly text: string; readonly style: Style }) {
  const [first, ...rest] = style
  if (!first) return <>{text}</>
  const inner = <Styled text={text} style={rest} />
  if (first === 'bold') return <strong>{inner}</strong>
  if (first === 'italic') return <em>{inner}</em>
  return first === 'strike' ? <s>{inner}</s> : <code>{inner}</code>
}

/** Web addresses alone lead anywhere; the address shows itself when it is not what the text says. */
function Link({ url, text }: { readonly url: string; readonly text: string }) {
  if (!/^https?:\/\//i.test(url)) return <>{text}</>
  return (
    <a href={url} title={url} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  )
}
