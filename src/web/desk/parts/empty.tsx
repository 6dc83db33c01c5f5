import { usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { IconName } from '../icons.tsx'
import { MOD } from '../shortcuts.ts'
import type { View } from '../views.ts'

/** What an empty view means, and what would fill it. */
export function EmptyView({ view }: { readonly view: View }) {
  const { icon, title, more } = wordsFor(view)
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={22} />
      </span>
      <p class="empty-title">{title}</p>
      <p class="quiet">{more}</p>
      {view === 'waiting' && (
        <p class="quiet">
          Open the{' '}
          <a href="/demo" target="_blank" rel="noopener">
            demo site
          </a>{' '}
          and write a message: it appears here.
        </p>
      )}
    </div>
  )
}

/** The middle, while no thread is chosen. */
export function NoThread() {
  const waiting = usePage((page) =>
    [...page.desk.threads.values()].some((one) => one.status === 'waiting'),
  )
  return (
    <div class="empty empty-middle">
      <span class="empty-icon">
        <Icon name="open" size={26} />
      </span>
      <p class="empty-title">{waiting ? 'Choose a conversation' : 'All quiet'}</p>
      <p class="quiet">
        Press <kbd>j</kbd> and <kbd>k</kbd> to walk through the list, <kbd>{MOD} K</kbd> to find
        anything, <kbd>?</kbd> for all shortcuts.
      </p>
    </div>
  )
}

function wordsFor(view: View): { icon: IconName; title: string; more: string } {
  switch (view) {
    case 'waiting':
      return {
        icon: 'closed',
        title: 'No one is waiting',
        more: 'New conversations show up here, longest wait first.',
      }
    case 'mine':
      return {
        icon: 'mine',
        title: 'Nothing is yours right now',
        more: 'Claim a waiting conversation and it moves here.',
      }
    case 'open':
      return {
        icon: 'open',
        title: 'Nothing is open',
        more: 'Waiting and claimed conversations of all channels stand here.',
      }
    case 'snoozed':
      return {
        icon: 'snoozed',
        title: 'Nothing is snoozed',
        more: 'Snooze a conversation to have it back at the right time.',
      }
    case 'closed':
      return {
        icon: 'closed',
        title: 'Nothing is closed yet',
        more: 'Conversations that ended stay here to be read.',
      }
    default:
      return {
        icon: 'hash',
        title: 'Nothing is open in this channel',
        more: 'Its conversations show up here.',
      }
  }
}
