import { usePage } from '../hooks.ts'

/** Who is writing here just now. */
export function TypingLine({ thread }: { readonly thread: string }) {
  const typing = usePage((page) => page.desk.typing)
  const mine = usePage((page) => page.desk.world?.me.name)
  const here = typing.filter((one) => one.thread === thread && (one.visitor || one.name !== mine))
  if (here.length === 0) return null
  return (
    <p class="typing">
      <span class="dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <span>
        <bdi>{here.map((one) => one.name).join(', ')}</bdi> {here.length === 1 ? 'is' : 'are'}{' '}
        typing…
      </span>
    </p>
  )
}
