import { Routes } from 'discord.js'
import type { Clock, Ref } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { Gateway } from './gateway.ts'
import { parseThread } from './refs.ts'

/** Told again so many ms after the last time: Discord shows it for ten seconds. */
const AGAIN = 8_000
const MOST = 2_000

/**
 * Shows in a thread that its visitor types. Discord cannot take it back, and shows it as the app's; each thread has
 * a limit of its own, so it is told whether somebody looks or not.
 */
export function showTyping({ gateway, clock }: { gateway: Pick<Gateway, 'call'>; clock: Clock }) {
  const told = remembered<number>(MOST)

  return (thread: Ref, _name: string, on: boolean): void => {
    const channel = parseThread(thread)?.channel
    const now = clock.now()
    if (!on || channel === undefined || now - (told.get(channel) ?? -Infinity) < AGAIN) return
    told.set(channel, now)
    // It may be lost without harm, and a bug in the way is none of the visitor's.
    gateway
      .call({ method: 'POST', route: Routes.channelTyping(channel), channel })
      .catch(() => undefined)
  }
}
