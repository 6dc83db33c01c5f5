import { randomUUID } from 'node:crypto'
import { stringAt } from '../../slack/json.ts'
import { checked, form, text } from '../forms/check.ts'
import type { Channel, Webhook } from '../model.ts'
import type { Office } from '../office.ts'
import { need, reach, reachById, reachWebhook } from '../reach.ts'
import { refuse } from '../refusal.ts'
import { DONE, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { wireUserById } from '../wire-people.ts'

export const webhookRoutes: readonly Route[] = [
  route('webhook.create', 'POST /channels/:channel/webhooks', create, {
    fields: ['name', 'avatar'],
  }),
  route('webhook.list', 'GET /channels/:channel/webhooks', (call) => {
    const channel = reach(call)
    need(call.office, channel, 'MANAGE_WEBHOOKS')
    return ok(hooksOf(call.office, channel).map((one) => wireWebhook(call.office, one)))
  }),
  route('webhook.listAll', 'GET /guilds/:guild/webhooks', ({ office }) =>
    ok([...office.webhooks.values()].map((one) => wireWebhook(office, one))),
  ),
  ...(['/webhooks/:webhook', '/webhooks/:webhook/:token'] as const).flatMap((path) => {
    const open = path.includes('token')
    return [
      route('webhook.read', `GET ${path}`, (call) => ok(wireWebhook(call.office, own(call))), {
        open,
      }),
      route('webhook.change', `PATCH ${path}`, change, {
        open,
        fields: ['name', 'avatar', 'channel_id'],
      }),
      route('webhook.delete', `DELETE ${path}`, drop, { open }),
    ]
  }),
]

function create(call: Call) {
  const { office, body } = call
  const channel = reach(call)
  need(office, channel, 'MANAGE_WEBHOOKS')
  if (channel.thread || channel.kind === 'category' || channel.kind === 'dm') throw refuse(50024)
  checked((problems) => form({ name: text(1, 80) }, ['name'])(body, [], problems))
  if (hooksOf(office, channel).length >= office.sizes.webhooks) throw refuse(30007)
  const hook: Webhook = {
    id: office.id(),
    token: randomUUID().replaceAll('-', ''),
    channelId: channel.id,
    name: stringAt(body, 'name') ?? '',
    avatar: null,
    ownerId: office.app.userId,
  }
  office.webhooks.set(hook.id, hook)
  tellOfHooks(office, channel)
  return ok(wireWebhook(office, hook))
}

function change(call: Call) {
  const hook = own(call)
  checked((problems) => form({ name: text(1, 80) })(call.body, [], problems))
  hook.name = stringAt(call.body, 'name') ?? hook.name
  const moved = stringAt(call.body, 'channel_id')
  if (moved !== undefined) hook.channelId = reachById(call.office, moved, 'channel_id').id
  return ok(wireWebhook(call.office, hook))
}

function drop(call: Call) {
  const { office } = call
  const hook = own(call)
  office.webhooks.delete(hook.id)
  const channel = office.channels.get(hook.channelId)
  if (channel) tellOfHooks(office, channel)
  return DONE
}

function own(call: Call): Webhook {
  const hook = reachWebhook(call)
  const channel = call.office.channels.get(hook.channelId)
  if (channel && call.params['token'] === undefined) need(call.office, channel, 'MANAGE_WEBHOOKS')
  return hook
}

function hooksOf(office: Office, channel: Channel): Webhook[] {
  return [...office.webhooks.values()].filter((one) => one.channelId === channel.id)
}

function tellOfHooks(office: Office, channel: Channel) {
  const d = { guild_id: office.guild.id, channel_id: channel.id }
  office.tell({ t: 'WEBHOOKS_UPDATE', d, channel, intent: 'GUILD_WEBHOOKS' })
  office.changed()
}

function wireWebhook(office: Office, hook: Webhook) {
  return {
    id: hook.id,
    type: 1,
    guild_id: office.guild.id,
    channel_id: hook.channelId,
    user: wireUserById(office, hook.ownerId),
    name: hook.name,
    avatar: hook.avatar,
    token: hook.token,
    application_id: hook.ownerId === office.app.userId ? office.app.id : null,
    url: `${office.url}/api/webhooks/${hook.id}/${hook.token}`,
  }
}
