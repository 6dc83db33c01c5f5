import { useMemo } from 'preact/hooks'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { MOD } from '../shortcuts.ts'
import type { View } from '../views.ts'
import { countsOf, VIEWS, VIEW_NAMES } from '../views.ts'
import { MeMenu } from './me-menu.tsx'
import { manages, Team } from './team.tsx'

/** The left edge: where one can look, who is here, and oneself. */
export function Rail() {
  const desk = useDesk()
  const world = usePage((page) => page.desk.world)
  const threads = usePage((page) => page.desk.threads)
  const counts = useMemo(() => countsOf(threads.values(), world?.me.id ?? ''), [threads, world])
  if (!world) return null
  return (
    <nav class="rail" aria-label="Desk">
      <header class="rail-head">
        <span class="mark" aria-hidden="true" />
        <h1 class="rail-name">
          <bdi>{world.name ?? 'Greenroom'}</bdi>
        </h1>
        <button
          class="icon-button only-narrow"
          aria-label="Close the menu"
          onClick={() => desk.drawer(null)}
        >
          <Icon name="cross" />
        </button>
      </header>
      <button class="rail-find" onClick={() => desk.open({ kind: 'switcher' })}>
        <Icon name="search" size={14} /> Find <kbd>{MOD} K</kbd>
      </button>
      <div class="rail-scroll" tabIndex={-1}>
        <ul class="rail-list">
          {VIEWS.map((view) => (
            <RailItem
              key={view}
              view={view}
              icon={view}
              name={VIEW_NAMES[view]}
              count={view === 'closed' ? 0 : (counts.get(view) ?? 0)}
            />
          ))}
        </ul>
        <h2 class="rail-title">Channels</h2>
        <ul class="rail-list">
          {world.channels.map((channel) => (
            <RailItem
              key={channel.id}
              view={`channel:${channel.id}`}
              icon="hash"
              name={channel.name}
              hint={channel.purpose}
              count={counts.get(`channel:${channel.id}`) ?? 0}
            />
          ))}
        </ul>
        <Team />
      </div>
      {manages(world.me) && (
        <button class="rail-invite" onClick={() => desk.open({ kind: 'invite' })}>
          <Icon name="invite" /> Invite someone
        </button>
      )}
      <MeMenu me={world.me} />
    </nav>
  )
}

interface ItemProps {
  readonly view: View
  readonly icon: 'waiting' | 'mine' | 'open' | 'snoozed' | 'closed' | 'hash'
  readonly name: string
  readonly count: number
  readonly hint?: string
}

function RailItem({ view, icon, name, count, hint = '' }: ItemProps) {
  const desk = useDesk()
  const isCurrent = usePage((page) => page.view === view)
  const press = () => {
    desk.showView(view)
    if (matchMedia('(max-width: 760px)').matches) desk.show(null)
  }
  return (
    <li>
      <button
        class="rail-item"
        aria-current={isCurrent ? 'page' : undefined}
        title={hint}
        onClick={press}
      >
        <Icon name={icon} />
        <bdi class="rail-item-name">{name}</bdi>
        {count > 0 && (
          <span class={`count ${view === 'waiting' ? 'count-waiting' : ''}`}>
            {count}
            <span class="hidden"> conversations</span>
          </span>
        )}
      </button>
    </li>
  )
}
