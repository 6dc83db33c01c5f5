import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Composing } from './use-composing.ts'

interface Props {
  readonly composing: Composing
  readonly visitor: string
  readonly reason: string
}

/** Asked before words that read like a note go to the visitor. */
export function Doubt({ composing, visitor, reason }: Props) {
  const safe = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => safe.current?.focus(), [])
  return (
    <div class="doubt" role="alertdialog" aria-label="Is this for the visitor?">
      <p>
        This reads like a note: <bdi>{reason}</bdi>.
      </p>
      <button ref={safe} class="button button-small" onClick={() => composing.decide('note')}>
        Keep as a note
      </button>
      <button class="button button-small" onClick={() => composing.decide('reply')}>
        Send to <bdi>{visitor}</bdi>
      </button>
      <button class="button button-small" onClick={() => composing.decide(null)}>
        Back
      </button>
    </div>
  )
}
