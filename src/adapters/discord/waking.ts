import { Routes } from 'discord.js'
import type { Called, Gateway, Wanted } from './gateway.ts'

interface Deps {
  readonly gateway: Gateway
  /** Makes room among the server's open threads; true when there is some. */
  readonly makeRoom: () => Promise<boolean>
}

const ARCHIVED = 50083
const LOCKED = 160005
const TOO_MANY = 160006

/**
 * The same gateway, which opens what stands in the way: an archived thread is woken, a locked one unlocked where the
 * app may, and where the server has too many open ones those of closed conversations are archived.
 */
export function throughWalls({ gateway, makeRoom }: Deps): Gateway {
  async function call(wanted: Wanted): Promise<Called> {
    const called = await roomily(wanted)
    const { channel } = wanted
    if (called.ok || channel === undefined) return called
    const { code } = called.failure
    if (code !== ARCHIVED && code !== LOCKED) return called
    const body = { archived: false, ...(code === LOCKED ? { locked: false } : {}) }
    const opened = await roomily({ method: 'PATCH', route: Routes.channel(channel), body })
    return opened.ok ? gateway.call(wanted) : called
  }

  async function roomily(wanted: Wanted): Promise<Called> {
    const called = await gateway.call(wanted)
    if (called.ok || called.failure.code !== TOO_MANY) return called
    return (await makeRoom()) ? gateway.call(wanted) : called
  }

  return { ...gateway, call }
}
