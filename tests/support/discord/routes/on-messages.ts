import { displayName } from '../lookup.ts'
import { pin } from '../messages.ts'
import { need, needLife, needVoice, numberFrom, reach, reachMessage } from '../reach.ts'
import { clearReactions, react, unreact } from '../reactions.ts'
import { refuse } from '../refusal.ts'
import { DONE, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { type } from '../typing.ts'
import { wireUserById } from '../wire-people.ts'
import { readMessage } from '../wire-message.ts'

const AT = '/channels/:channel/messages/:message/reactions'

/** Reactions, pins and typing. */
export const onMessageRoutes: readonly Route[] = [
  route('reaction.add', `PUT ${AT}/:emoji/@me`, (call) => {
    const { office } = call
    const channel = reach(call)
    const message = reachMessage(call, channel)
    needLife(office, channel)
    const emoji = emojiOf(call)
    need(office, channel, 'READ_MESSAGE_HISTORY')
    if (!message.reactions.some((one) => one.emoji === emoji))
      need(office, channel, 'ADD_REACTIONS')
    react(office, message, office.app.userId, emoji)
    return DONE
  }),
  route('reaction.remove', `DELETE ${AT}/:emoji/@me`, (call) => {
    const channel = reach(call)
    needLife(call.office, channel)
    unreact(call.office, reachMessage(call, channel), call.office.app.userId, emojiOf(call))
    return DONE
  }),
  route('reaction.removeOf', `DELETE ${AT}/:emoji/:user`, (call) => {
    const channel = reach(call)
    need(call.office, channel, 'MANAGE_MESSAGES')
    needLife(call.office, channel)
    unreact(call.office, reachMessage(call, channel), call.params['user'] ?? '', emojiOf(call))
    return DONE
  }),
  route('reaction.list', `GET ${AT}/:emoji`, (call) => {
    const { reactions } = reachMessage(call, reach(call))
    const users = reactions.find((one) => one.emoji === emojiOf(call))?.users ?? []
    const limit = numberFrom(call.query, 'limit', { fallback: 25, most: 100 })
    return ok(users.slice(0, limit).map((id) => wireUserById(call.office, id)))
  }),
  route('reaction.clear', `DELETE ${AT}`, (call) => {
    const channel = reach(call)
    need(call.office, channel, 'MANAGE_MESSAGES')
    needLife(call.office, channel)
    clearReactions(call.office, reachMessage(call, channel))
    return DONE
  }),
  route('reaction.clearOne', `DELETE ${AT}/:emoji`, (call) => {
    const channel = reach(call)
    need(call.office, channel, 'MANAGE_MESSAGES')
    needLife(call.office, channel)
    clearReactions(call.office, reachMessage(call, channel), emojiOf(call))
    return DONE
  }),
  route('pin.list', 'GET /channels/:channel/messages/pins', (call) => {
    const items = pinned(call).map((one) => ({
      message: readMessage(call.office, one),
      pinned_at: new Date(one.pinnedAt ?? 0).toISOString(),
    }))
    return ok({ items, has_more: false })
  }),
  route('pin.list', 'GET /channels/:channel/pins', (call) =>
    ok(pinned(call).map((one) => readMessage(call.office, one))),
  ),
  ...['/channels/:channel/messages/pins/:message', '/channels/:channel/pins/:message'].flatMap(
    (path) => [
      route('pin.add', `PUT ${path}`, (call) => setPin(call, true)),
      route('pin.remove', `DELETE ${path}`, (call) => setPin(call, false)),
    ],
  ),
  route('typing', 'POST /channels/:channel/typing', (call) => {
    const channel = reach(call)
    needVoice(call.office, channel)
    type(call.office, channel, call.office.app.userId)
    return DONE
  }),
]

function pinned(call: Call) {
  const all = [...reach(call).messages.values()].filter((one) => one.pinnedAt !== null)
  return all.toSorted((a, b) => Number(b.pinnedAt) - Number(a.pinnedAt))
}

function setPin(call: Call, on: boolean) {
  const { office } = call
  const channel = reach(call)
  need(office, channel, 'PIN_MESSAGES')
  needLife(office, channel)
  const message = reachMessage(call, channel)
  if (on && pinned(call).length >= office.sizes.pins) throw refuse(30003)
  if ((message.pinnedAt !== null) !== on) pin(office, message, on, office.app.userId)
  return DONE
}

/** One emoji, or `name:id` of the server's own; anything else is none that Discord knows. */
function emojiOf({ office, params }: Call): string {
  const emoji = params['emoji'] ?? ''
  if (/^\w+:\d+$/.test(emoji)) return emoji
  if (/^\p{RGI_Emoji}$/v.test(emoji) || /^\p{Emoji}\uFE0F?$/u.test(emoji)) return emoji
  if (displayName(office, emoji) !== 'Deleted User') throw refuse(10013)
  throw refuse(10014)
}
