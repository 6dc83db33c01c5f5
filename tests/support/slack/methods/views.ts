import { z } from 'zod'
import { object, text } from '../arguments.ts'
import { checkView } from '../blocks/view.ts'
import { stringAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { findPerson } from '../lookup.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { StoredView } from '../model.ts'
import { Refusal } from '../refusal.ts'
import { openView, replaceView, stackOf, wireView } from '../views.ts'

const triggered = {
  view: object,
  trigger_id: text.optional(),
  interactivity_pointer: text.optional(),
}

const open = method({
  name: 'views.open',
  tier: 4,
  args: z.object(triggered),
  run(args, call) {
    const view = modal(call, args.view)
    const user = exchange(call, args)
    return { view: wireView(call.office, openView(call.office, user, view, null)) }
  },
})

const push = method({
  name: 'views.push',
  tier: 4,
  args: z.object(triggered),
  run(args, call) {
    const view = modal(call, args.view)
    const user = exchange(call, args)
    const top = stackOf(call.office, user).at(-1)
    if (!top) throw new Refusal('not_found')
    return { view: wireView(call.office, openView(call.office, user, view, top)) }
  },
})

const update = method({
  name: 'views.update',
  tier: 4,
  args: z.object({
    view: object,
    view_id: text.optional(),
    external_id: text.optional(),
    hash: text.optional(),
  }),
  run(args, call) {
    const found = findView(call, args.view_id, args.external_id)
    if (!found) throw new Refusal('not_found')
    if (args.hash !== undefined && args.hash !== found.hash) throw new Refusal('hash_conflict')
    replaceView(call.office, found, checkView(args.view))
    return { view: wireView(call.office, found) }
  },
})

const publish = method({
  name: 'views.publish',
  tier: 4,
  args: z.object({ user_id: text, view: object, hash: text.optional() }),
  run(args, call) {
    const { office } = call
    const person = findPerson(office, args.user_id)
    if (!person) throw new Refusal('user_not_found')
    if (!office.app.homeTab) throw new Refusal('not_enabled')
    const view = checkView(args.view)
    if (view['type'] !== 'home') throw new Refusal('invalid_arguments')
    const known = office.homes.get(person.id)
    if (args.hash !== undefined && args.hash !== known?.hash) throw new Refusal('hash_conflict')
    const home = known ?? openView(office, person.id, view, null, 'home')
    if (known) replaceView(office, known, view)
    return { view: wireView(office, home) }
  },
})

function modal({ office }: Call, given: JsonObject): JsonObject {
  const view = checkView(given)
  if (view['type'] !== 'modal') throw new Refusal('invalid_arguments')
  const external = stringAt(view, 'external_id')
  const taken = [...office.views.values()].some(
    (one) => stringAt(one.view, 'external_id') === external,
  )
  if (external && taken) throw new Refusal('duplicate_external_id')
  return view
}

function exchange(
  { tickets }: Call,
  args: {
    readonly trigger_id?: string | undefined
    readonly interactivity_pointer?: string | undefined
  },
): string {
  return tickets.exchange(args.trigger_id ?? args.interactivity_pointer ?? '')
}

function findView(
  { office }: Call,
  id: string | undefined,
  external: string | undefined,
): StoredView | undefined {
  if (id !== undefined) return office.views.get(id)
  if (external === undefined) throw new Refusal('invalid_arguments')
  return [...office.views.values()].find((one) => stringAt(one.view, 'external_id') === external)
}

export const views: readonly Method[] = [open, push, update, publish]
