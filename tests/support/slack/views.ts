import { elementsOf } from './blocks/check.ts'
import { objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import { withIds } from './messages.ts'
import type { StoredView } from './model.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'

const DEEPEST = 3

/** The modals that a person has open, the topmost last. */
export function stackOf(office: Office, user: string): StoredView[] {
  return [...office.views.values()].filter((one) => one.user === user)
}

/** Opens a modal, over the one before it if there is one; or makes a Home tab. */
export function openView(
  office: Office,
  user: string,
  view: JsonObject,
  over: StoredView | null,
  kind: 'modal' | 'home' = 'modal',
): StoredView {
  if (kind === 'modal' && !over) closeAll(office, user)
  if (over && stackOf(office, user).length >= DEEPEST) throw new Refusal('push_limit_reached')
  const id = office.id('V')
  const stored: StoredView = {
    id,
    user,
    rootId: over?.rootId ?? id,
    previousId: over?.id ?? null,
    view: { ...view, blocks: withIds(office, objectsAt(view, 'blocks')) },
    hash: hashOf(office),
    state: {},
  }
  if (kind === 'home') office.homes.set(user, stored)
  else office.views.set(id, stored)
  office.changed()
  return stored
}

/** Shows something else in the same view. What was filled in stays where block and action are the same. */
export function replaceView(office: Office, stored: StoredView, view: JsonObject): void {
  stored.view = { ...view, blocks: withIds(office, objectsAt(view, 'blocks')) }
  stored.hash = hashOf(office)
  const places = new Set(
    objectsAt(stored.view, 'blocks').flatMap((block) =>
      elementsOf(block).map(
        (one) => `${stringAt(block, 'block_id')} ${stringAt(one, 'action_id')}`,
      ),
    ),
  )
  for (const [block, actions] of Object.entries(stored.state)) {
    for (const action of Object.keys(actions)) {
      if (!places.has(`${block} ${action}`)) delete actions[action]
    }
  }
  office.changed()
}

export function closeView(office: Office, stored: StoredView): void {
  office.views.delete(stored.id)
  office.changed()
}

export function closeAll(office: Office, user: string): void {
  for (const one of stackOf(office, user)) office.views.delete(one.id)
  office.changed()
}

/** A view as answers and payloads have it. */
export function wireView(office: Office, stored: StoredView): JsonObject {
  const { view } = stored
  return {
    id: stored.id,
    team_id: office.team.id,
    app_id: office.app.id,
    app_installed_team_id: office.team.id,
    bot_id: office.app.botId,
    title: { type: 'plain_text', text: '' },
    close: null,
    submit: null,
    callback_id: '',
    external_id: '',
    private_metadata: '',
    clear_on_close: false,
    notify_on_close: false,
    ...view,
    state: { values: stored.state },
    hash: stored.hash,
    root_view_id: stored.rootId,
    previous_view_id: stored.previousId,
  }
}

function hashOf(office: Office): string {
  return `${Math.floor(office.clock.now() / 1000)}.${office.id('')}`
}
