import { useDesk, usePage } from '../hooks.ts'
import { currentThread } from '../page.ts'
import { useShortcuts } from '../shortcuts.ts'
import { Bars } from './bars.tsx'
import { Dialogs } from './dialogs.tsx'
import { NoThread } from './empty.tsx'
import { Farewell, Starting } from './farewell.tsx'
import { List } from './list.tsx'
import { Panel } from './panel.tsx'
import { Rail } from './rail.tsx'
import { Thread } from './thread.tsx'
import { Toasts } from './toasts.tsx'

/** The whole page. */
export function App() {
  const farewell = usePage((page) => page.farewell)
  const known = usePage((page) => page.desk.world !== null && page.desk.cursor !== null)
  if (farewell && !farewell.again) return <Farewell error={farewell.error} />
  return known ? <Room /> : <Starting error={farewell?.error ?? null} />
}

function Room() {
  const desk = useDesk()
  const thread = usePage(currentThread)
  const drawer = usePage((page) => page.drawer)
  useShortcuts()
  return (
    <div class="page" data-pane={thread ? 'thread' : 'list'} data-drawer={drawer ?? 'none'}>
      <Bars />
      <div class="room">
        <Rail />
        <List />
        <main class="middle" aria-label="Conversation">
          {thread ? <Thread key={thread.id} thread={thread} /> : <NoThread />}
        </main>
        {thread && <Panel thread={thread} />}
        {drawer && (
          <button
            class="shade"
            aria-label="Close the side panel"
            onClick={() => desk.drawer(null)}
          />
        )}
      </div>
      <Dialogs />
      <Toasts />
    </div>
  )
}
