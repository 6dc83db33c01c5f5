/** A call of Discord's REST API. */
export interface Wanted {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** From `Routes`. */
  readonly route: `/${string}`
  readonly body?: unknown
  readonly query?: URLSearchParams
  readonly files?: readonly File[]
  /** For the server's audit log. */
  readonly reason?: string
  /** The channel it is for, so that a dead one is known. */
  readonly channel?: string
}

interface File {
  readonly name: string
  readonly data: Buffer
  readonly contentType?: string
}

/** True for a call that puts something into a channel; one that is lost for that can still be read. */
export function shows({ method, route }: Wanted): boolean {
  return (
    method === 'POST' &&
    /^\/channels\/\d+\/(?:messages|threads|messages\/\d+\/threads)$/.test(route)
  )
}

/** The channel that a call is for; empty for what is for none. */
export function channelOf({ route, channel }: Wanted): string {
  return channel ?? /^\/channels\/(\d+)/.exec(route)?.[1] ?? ''
}

/** What of a call is the same for each message: who may not react to one may not react to the next. */
export function keyOf(wanted: Wanted): string {
  const { method, route } = wanted
  const path = route.replaceAll(/\d{5,20}/g, '*')
  return `${channelOf(wanted)} ${method} ${path.replace(/reactions\/.*/, 'reactions')}`
}

/** Interactions and webhooks carry a token of their own; should it be a wrong one, ours is not. */
export function needsNoToken(route: string): boolean {
  return /^\/interactions\/|^\/webhooks\/\d+\/[\w-]{20,}/.test(route)
}
