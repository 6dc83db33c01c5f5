import { checkView } from './blocks/view.ts'
import { problemsOf } from './blocks/check.ts'
import { option } from './blocks/text.ts'
import { choose, offers, optionText } from './choosing.ts'
import type { Deliveries } from './deliveries.ts'
import type { Attempt } from './envelope.ts'
import { fill, missing, set } from './filling.ts'
import {
  blockActions,
  blockSuggestion,
  findElement,
  globalShortcut,
  messageShortcut,
  slashCommand,
  viewClosed,
  viewSubmission,
} from './interactions.ts'
import type { Desk, Surface } from './interactions.ts'
import { isObject, objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import { theChannel, theMessage, thePerson } from './lookup.ts'
import { seeView } from './modal-view.ts'
import type { SeenView } from './modal-view.ts'
import type { MessageRef, StoredView } from './model.ts'
import { complain } from './office.ts'
import { Refusal } from './refusal.ts'
import { render } from './rendering.ts'
import { respond } from './responding.ts'
import { closeAll, closeView, openView, replaceView, stackOf } from './views.ts'

/** What a person sees of an app's answer: nothing special, or why it did not work. */
export interface Outcome {
  readonly acknowledged: boolean
  /** Slack's own words when it did not work. */
  readonly notice: string | null
  /** What is wrong with which field of a modal, by block_id. */
  readonly errors: Readonly<Record<string, string>>
}

export type Target = MessageRef | { readonly viewId: string }

/** What a person does with buttons, commands and modals. Each resolves with what they see of the answer. */
export interface Hands {
  /** Presses a button or chooses in a menu, named by action_id or label. */
  presses(target: Target, action: string, value?: string): Promise<Outcome>
  /** Types a slash command. In a thread Slack does not take it. */
  runs(
    line: string,
    channel: string,
    where?: { readonly thread?: MessageRef | string },
  ): Promise<Outcome>
  /** A shortcut from a message's menu, or without a message a global one. */
  shortcut(callbackId: string, message?: MessageRef): Promise<Outcome>
  /** Types into a select that asks the app; resolves with the choices shown. */
  searches(target: Target, action: string, query: string): Promise<readonly string[]>
  /** Fills in a modal and submits it. */
  submits(
    view: { readonly viewId: string },
    values: Readonly<Record<string, string>>,
  ): Promise<Outcome>
  /** Closes a modal; `all` by its ×, with those under it. */
  closes(view: { readonly viewId: string }, all?: boolean): Promise<Outcome>
  /** Opens the app's Home tab. */
  opensHome(): Promise<void>
  /** The modal on top, if any. */
  modal(): SeenView | null
  home(): SeenView | null
  /** What only they see in a channel or a thread of it, oldest first. */
  ephemerals(channel: string): {
    readonly text: string
    readonly channel: string
    readonly ts: string
    readonly threadTs: string | null
    readonly blocks: readonly JsonObject[]
  }[]
}

const FINE: Outcome = { acknowledged: true, notice: null, errors: {} }

export function createHands(desk: Desk, deliveries: Deliveries, handle: string): Hands {
  const { office } = desk
  const me = thePerson(office, handle)
  const suggested = new Map<string, readonly JsonObject[]>()

  function surfaceOf(target: Target): Surface {
    if ('viewId' in target) return { kind: 'view', view: viewOf(target) }
    const channel = theChannel(office, target.channel)
    const ephemeral = channel.ephemerals.find((one) => one.ts === target.ts && one.to === me.id)
    if (ephemeral) return { kind: 'ephemeral', message: ephemeral }
    return { kind: 'message', message: theMessage(office, target) }
  }

  function viewOf({ viewId }: { readonly viewId: string }): StoredView {
    const found =
      office.views.get(viewId) ?? [...office.homes.values()].find((one) => one.id === viewId)
    if (!found || found.user !== me.id) throw new Error(`${me.handle} has no such view open`)
    return found
  }

  /** Sends something interactive; in time and well, or the notice that Slack shows. */
  async function ask(payload: JsonObject): Promise<{ attempt: Attempt; outcome: Outcome }> {
    const attempt = await deliveries.ask('interactive', payload)
    return {
      attempt,
      outcome: attempt.ok ? FINE : failed('This app didn’t respond. Try again later.'),
    }
  }

  function applied(view: StoredView, answer: unknown): Outcome {
    const action = stringAt(answer, 'response_action')
    if (answer === null || action === undefined) return closed(view)
    if (action === 'clear') return cleared()
    if (action === 'errors') return rejected(view, answer)
    const next =
      isObject(answer) && isObject(answer['view']) ? checkedView(answer['view']) : undefined
    if (!next) return failed('We had some trouble connecting. Try again?')
    if (action === 'update') replaceView(office, view, next)
    else openView(office, me.id, next, view)
    return FINE
  }

  function checkedView(given: JsonObject): JsonObject | undefined {
    try {
      return checkView(given)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      complain(office, `The view that answers a submission: ${JSON.stringify(error.more)}`)
      return undefined
    }
  }

  function rejected(view: StoredView, answer: unknown): Outcome {
    const errors = isObject(answer) && isObject(answer['errors']) ? answer['errors'] : {}
    const blocks = new Set(objectsAt(view.view, 'blocks').map((one) => stringAt(one, 'block_id')))
    for (const id of Object.keys(errors)) {
      if (!blocks.has(id)) complain(office, `A modal has no block “${id}” to show an error at`)
    }
    const told = Object.entries(errors).map(([id, one]) => [id, String(one)] as const)
    return { acknowledged: true, notice: null, errors: Object.fromEntries(told) }
  }

  function closed(view: StoredView): Outcome {
    closeView(office, view)
    return FINE
  }

  function cleared(): Outcome {
    closeAll(office, me.id)
    return FINE
  }

  return {
    async presses(target, action, value) {
      const surface = surfaceOf(target)
      const found = findElement(surface, action)
      const chosen = choose(office, found.element, value, suggested)
      if (surface.kind === 'view') set(surface.view, found.block, found.element, chosen)
      // What is chosen in a field is told with the whole form, unless the field asks for it at once.
      if (found.block['type'] === 'input' && found.block['dispatch_action'] !== true) return FINE
      const { outcome } = await ask(blockActions(desk, me, surface, found, chosen))
      return outcome
    },
    async runs(line, channelName, where = {}) {
      const channel = theChannel(office, channelName)
      const command = line.split(' ')[0] ?? ''
      if (where.thread !== undefined)
        return failed(`${command} is not supported in threads. Sorry!`)
      if (office.app.commands && !office.app.commands.includes(command)) {
        return failed(`${command} is not a valid command.`)
      }
      const payload = slashCommand(desk, me, channel, line)
      const attempt = await deliveries.ask('slash_commands', payload)
      if (!attempt.ok) return failed(`${command} failed with the error “dispatch_failed”`)
      return answered(attempt.body, channel.id)
    },
    async shortcut(callbackId, ref) {
      const payload = ref
        ? messageShortcut(desk, me, theMessage(office, ref), callbackId)
        : globalShortcut(desk, me, callbackId)
      return (await ask(payload)).outcome
    },
    async searches(target, action, query) {
      const surface = surfaceOf(target)
      const found = findElement(surface, action)
      const { attempt } = await ask(blockSuggestion(desk, me, surface, found, query))
      const options = attempt.ok && isObject(attempt.body) ? checkedOptions(desk, attempt.body) : []
      suggested.set(stringAt(found.element, 'action_id') ?? '', options)
      return options.map(optionText)
    },
    async submits(target, values) {
      const view = viewOf(target)
      fill(office, view, values, suggested)
      const empty = missing(view)
      if (empty.length > 0) throw new Error(`Slack asks to fill in: ${empty.join(', ')}`)
      const { attempt, outcome } = await ask(viewSubmission(desk, me, view))
      return attempt.ok ? applied(view, attempt.body) : outcome
    },
    async closes(target, all = false) {
      const view = viewOf(target)
      const told = view.view['notify_on_close'] === true
      const payload = viewClosed(desk, me, view, all)
      if (all) closeAll(office, me.id)
      else closeView(office, view)
      return told ? (await ask(payload)).outcome : FINE
    },
    async opensHome() {
      if (!office.app.homeTab) throw new Error(`${office.app.name} has no Home tab`)
      const home = office.homes.get(me.id)
      office.tell({
        event: {
          type: 'app_home_opened',
          user: me.id,
          channel: `D-${me.id}`,
          tab: 'home',
          event_ts: office.ts(),
          ...(home ? { view: { id: home.id, hash: home.hash } } : {}),
        },
        subscription: 'app_home_opened',
      })
    },
    modal() {
      const top = stackOf(office, me.id).at(-1)
      return top ? seeView(office, top) : null
    },
    home() {
      const home = office.homes.get(me.id)
      return home ? seeView(office, home) : null
    },
    ephemerals(channelName) {
      const shown = theChannel(office, channelName).ephemerals.filter(
        (one) => one.to === me.id && !one.gone,
      )
      return shown.map((one) => ({
        text: render(office, one),
        channel: one.channel,
        ts: one.ts,
        threadTs: one.threadTs,
        blocks: one.blocks,
      }))
    },
  }

  function answered(body: unknown, channel: string): Outcome {
    if (body === null || body === '') return FINE
    const given = typeof body === 'string' ? { text: body } : body
    if (!isObject(given)) return FINE
    respond(office, { user: me.id, channel, source: null }, given)
    return FINE
  }
}

function checkedOptions({ office }: Desk, answer: JsonObject): JsonObject[] {
  const options = offers(answer)
  if (options.length > 100)
    complain(office, `A search answered ${options.length} options; Slack shows none over 100`)
  const problems = options.flatMap((one, at) => problemsOf(option, one, `/options/${at}`))
  for (const problem of problems) complain(office, `A search’s answer: ${problem}`)
  return problems.length > 0 || options.length > 100 ? [] : options
}

function failed(notice: string): Outcome {
  return { acknowledged: false, notice, errors: {} }
}
