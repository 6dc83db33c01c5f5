import { usePage } from '../hooks.ts'

/** The inbox's colour, with its name for who does not see it. */
export function InboxDot({ inbox }: { readonly inbox: string }) {
  const found = usePage((page) => page.desk.world?.inboxes.find((one) => one.id === inbox))
  return (
    <span
      class="inbox-dot"
      style={{ background: found?.color ?? 'currentColor' }}
      title={found?.name ?? inbox}
    >
      <span class="hidden">{found?.name ?? inbox}</span>
    </span>
  )
}
