import { useSeconds } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { waitWords, warmthOf } from '../times.ts'

/** How long a visitor has waited, ticking; it warms towards a minute. */
export function WaitClock({ since }: { readonly since: number }) {
  const waited = useSeconds() - since
  return (
    <span class={`wait wait-${warmthOf(waited)}`} title="How long the visitor has waited">
      <Icon name="clock" size={12} />
      <span class="hidden">Waiting for </span>
      {waitWords(waited)}
    </span>
  )
}
