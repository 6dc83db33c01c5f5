import { defined, objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import { theChannel } from './lookup.ts'
import type { Ephemeral, Message, Person, StoredView } from './model.ts'
import type { Office } from './office.ts'
import type { Tickets } from './tickets.ts'
import { elementsOf } from './blocks/check.ts'
import { wireView } from './views.ts'
import { wireMessage } from './wire-message.ts'

/** Where a button was pressed. */
export type Surface =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'ephemeral'; readonly message: Ephemeral }
  | { readonly kind: 'view'; readonly view: StoredView }

/** An element that was found on a surface, with its block. */
export interface Found {
  readonly block: JsonObject
  readonly element: JsonObject
}

function blocksOf(surface: Surface): readonly JsonObject[] {
  return surface.kind === 'view' ? objectsAt(surface.view.view, 'blocks') : surface.message.blocks
}

/** The element of that action_id, or with that label. */
export function findElement(surface: Surface, named: string): Found {
  const all = blocksOf(surface).flatMap((block) =>
    elementsOf(block).map((element) => ({ block, element })),
  )
  const found = all.find(
    ({ element }) => element['action_id'] === named || labelOf(element) === named,
  )
  if (found) return found
  const there = all.map(({ element }) => stringAt(element, 'action_id') ?? labelOf(element))
  throw new Error(
    `There is nothing “${named}” to press here, only: ${there.join(', ') || 'nothing'}`,
  )
}

export function labelOf(element: JsonObject): string | undefined {
  return stringAt(element['text'], 'text') ?? stringAt(element['placeholder'], 'text')
}

export interface Desk {
  readonly office: Office
  readonly tickets: Tickets
}

/** `block_actions`: something was pressed or chosen. `chosen` is what the element then says. */
export function blockActions(
  { office, tickets }: Desk,
  by: Person,
  surface: Surface,
  { block, element }: Found,
  chosen: JsonObject,
): JsonObject {
  const action = defined({
    type: element['type'],
    action_id: element['action_id'],
    block_id: block['block_id'],
    text: element['text'],
    placeholder: element['placeholder'],
    value: element['value'],
    style: element['style'],
    ...chosen,
    action_ts: office.ts(),
  })
  return {
    type: 'block_actions',
    ...signed(office, by),
    ...placeOf(office, surface),
    trigger_id: tickets.trigger(by.id),
    ...(surface.kind === 'view' ? {} : { response_url: responseUrl(tickets, by, surface) }),
    ...(surface.kind === 'view' ? {} : { state: { values: {} } }),
    actions: [action],
  }
}

/** `block_suggestion`: someone types into a select that asks the app for its options. */
export function blockSuggestion(
  { office }: Desk,
  by: Person,
  surface: Surface,
  { block, element }: Found,
  query: string,
): JsonObject {
  return {
    type: 'block_suggestion',
    ...signed(office, by),
    ...placeOf(office, surface),
    action_id: element['action_id'],
    block_id: block['block_id'],
    value: query,
  }
}

/** `message_action`: a shortcut from the menu of a message. */
export function messageShortcut(
  { office, tickets }: Desk,
  by: Person,
  message: Message,
  callbackId: string,
): JsonObject {
  const channel = theChannel(office, message.channel)
  return {
    type: 'message_action',
    ...signed(office, by),
    callback_id: callbackId,
    action_ts: office.ts(),
    trigger_id: tickets.trigger(by.id),
    response_url: responseUrl(tickets, by, { kind: 'message', message }),
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: wireMessage(office, message),
  }
}

/** `shortcut`: a global one, from anywhere. */
export function globalShortcut(
  { office, tickets }: Desk,
  by: Person,
  callbackId: string,
): JsonObject {
  return {
    type: 'shortcut',
    ...signed(office, by),
    callback_id: callbackId,
    action_ts: office.ts(),
    trigger_id: tickets.trigger(by.id),
  }
}

export function viewSubmission(
  { office, tickets }: Desk,
  by: Person,
  view: StoredView,
): JsonObject {
  return {
    type: 'view_submission',
    ...signed(office, by),
    trigger_id: tickets.trigger(by.id),
    view: wireView(office, view),
    response_urls: [],
  }
}

export function viewClosed(
  { office }: Desk,
  by: Person,
  view: StoredView,
  cleared: boolean,
): JsonObject {
  return {
    type: 'view_closed',
    ...signed(office, by),
    view: wireView(office, view),
    is_cleared: cleared,
  }
}

/** The form fields of a slash command. */
export function slashCommand(
  { office, tickets }: Desk,
  by: Person,
  channel: { readonly id: string; readonly name: string },
  line: string,
): JsonObject {
  const [command = '', ...rest] = line.split(' ')
  return {
    token: 'legacy-verification-token',
    team_id: office.team.id,
    team_domain: office.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: by.id,
    user_name: by.handle,
    command,
    text: rest.join(' '),
    api_app_id: office.app.id,
    is_enterprise_install: 'false',
    response_url: tickets.responseUrl({
      user: by.id,
      channel: channel.id,
      source: null,
    }),
    trigger_id: tickets.trigger(by.id),
  }
}

function signed(office: Office, by: Person): JsonObject {
  return {
    user: { id: by.id, username: by.handle, name: by.handle, team_id: by.teamId },
    team: { id: office.team.id, domain: office.team.domain },
    api_app_id: office.app.id,
    token: 'legacy-verification-token',
    is_enterprise_install: false,
    enterprise: null,
  }
}

function placeOf(office: Office, surface: Surface): JsonObject {
  if (surface.kind === 'view') {
    const view = wireView(office, surface.view)
    return { container: { type: 'view', view_id: surface.view.id }, view }
  }
  const { message, kind } = surface
  const channel = theChannel(office, message.channel)
  const thread = message.threadTs === null ? {} : { thread_ts: message.threadTs }
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: kind === 'ephemeral',
      ...thread,
    },
    channel: { id: channel.id, name: channel.name },
    // An ephemeral message is not sent back with what is pressed on it.
    ...(kind === 'message' ? { message: wireMessage(office, message) } : {}),
  }
}

function responseUrl(
  tickets: Tickets,
  by: Person,
  surface: Exclude<Surface, { kind: 'view' }>,
): string {
  const { message, kind } = surface
  return tickets.responseUrl({
    user: by.id,
    channel: message.channel,
    source: { ephemeral: kind === 'ephemeral', ts: message.ts },
  })
}
