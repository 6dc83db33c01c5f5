import { stringAt } from '../../slack/json.ts'
import { compose, recompose } from '../composing.ts'
import { MESSAGE_FIELDS, checkMessage } from '../forms/message.ts'
import { post, remove, revise } from '../messages.ts'
import type { Channel, Message, Webhook } from '../model.ts'
import { reachWebhook } from '../reach.ts'
import { refuse } from '../refusal.ts'
import { DONE, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { openThread } from '../threads.ts'
import { readMessage } from '../wire-message.ts'

const MESSAGE = '/webhooks/:webhook/:token/messages/:message'

/** What webhooks write, with no token but their own. */
export const webhookMessageRoutes: readonly Route[] = [
  route('webhook.execute', 'POST /webhooks/:webhook/:token', execute, {
    open: true,
    fields: Object.keys(MESSAGE_FIELDS.byWebhook),
  }),
  route(
    'webhook.message',
    `GET ${MESSAGE}`,
    (call) => ok(readMessage(call.office, found(call).message)),
    { open: true },
  ),
  route('webhook.edit', `PATCH ${MESSAGE}`, edit, {
    open: true,
    // Its name and picture stay as they were, though discord.js sends them along.
    fields: [...Object.keys(MESSAGE_FIELDS.edited), 'username', 'avatar_url'],
  }),
  route(
    'webhook.unsend',
    `DELETE ${MESSAGE}`,
    (call) => {
      remove(call.office, found(call).message)
      return DONE
    },
    { open: true },
  ),
]

function execute(call: Call) {
  const { office, body, files, query } = call
  const hook = reachWebhook(call)
  checkMessage('byWebhook', body)
  const channel = placeOf(call, hook)
  const message = post(office, channel, {
    author: {
      kind: 'webhook',
      id: hook.id,
      name: stringAt(body, 'username') ?? hook.name,
      avatar: stringAt(body, 'avatar_url') ?? hook.avatar,
    },
    // The first message of a post in a forum has the post's own id.
    ...(body['thread_name'] === undefined ? {} : { id: channel.id }),
    ...compose(office, channel, hook.id, body, files),
  })
  return query.get('wait') === 'true' ? ok(readMessage(office, message)) : DONE
}

/** Where a webhook writes: its channel, a thread of it, or a new post. */
function placeOf({ office, body, query }: Call, hook: Webhook): Channel {
  const home = office.channels.get(hook.channelId)
  if (!home) throw refuse(10015)
  const threadId = query.get('thread_id')
  const name = stringAt(body, 'thread_name')
  if (threadId !== null && name !== undefined) throw refuse(220002)
  if (threadId !== null) {
    const thread = office.channels.get(threadId)
    if (thread?.parentId !== home.id) throw refuse(10003)
    if (thread.thread?.locked) throw refuse(160005)
    return thread
  }
  if (home.kind === 'forum' && name === undefined) throw refuse(220001)
  if (home.kind !== 'forum' && name !== undefined) throw refuse(220003)
  if (name === undefined) return home
  const tags = Array.isArray(body['applied_tags']) ? body['applied_tags'].map(String) : []
  return openThread(office, home, { name, by: hook.id, tags })
}

function edit(call: Call) {
  const { office, body, files } = call
  const { channel, message } = found(call)
  checkMessage('edited', body)
  if (channel.thread?.archived) throw refuse(50083)
  revise(office, message, recompose(office, channel, message, body, files))
  return ok(readMessage(office, message))
}

/** A message of this webhook; in a thread only if the thread is named. */
function found(call: Call): { readonly channel: Channel; readonly message: Message } {
  const { office, params, query } = call
  const hook = reachWebhook(call)
  const channel = office.channels.get(query.get('thread_id') ?? hook.channelId)
  const message = channel?.messages.get(params['message'] ?? '')
  if (!channel || message?.author.kind !== 'webhook' || message.author.id !== hook.id) {
    throw refuse(10008)
  }
  return { channel, message }
}
