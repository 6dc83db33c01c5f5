import { randomUUID } from 'node:crypto'
import { openDesk } from './desk-page.ts'
import type { Seat } from './desk-page.ts'
import { signIn } from './sign-in.ts'

/** Who may be in a team. */
export const NAMES: readonly string[] =
  'Ada Bruno Chidi Dalia Emeka Farah Goran Hanna Igor Jonas Keiko Lucia Mateo Nadia Oscar Priya Quentin Rosa Samuel Tereza Umberto Vera Wanda Xenia Yusuf Zora'.split(
    ' ',
  )

/** How many the team may be: links are redeemed by hand, and the server takes 30 a minute. */
const MOST = NAMES.length

export interface Team {
  readonly supervisor: Seat
  readonly agents: readonly Seat[]
}

/**
 * Signs in by the printed link, invites this many agents from the desk, to these teams, and signs them in. The
 * supervisor only looks on.
 */
export async function gatherTeam(
  url: string,
  link: string,
  size: number,
  teams: readonly string[] = [],
): Promise<Team> {
  const supervisor = { url, cookie: await signIn(link, 'Maxime') }
  const desk = openDesk(supervisor, { threads: () => undefined, messages: () => undefined })
  if (teams.length > 0) {
    await desk.ask({ type: 'line', id: randomUUID(), thread: null, text: '/off' })
  }
  const agents: Seat[] = []
  for (const name of NAMES.slice(0, Math.min(size, MOST))) {
    const done = await desk.ask({ type: 'invite', id: randomUUID(), role: 'agent', teams })
    if (!done.ok || done.link === undefined) throw new Error(`No invitation for ${name}.`)
    agents.push({ url, cookie: await signIn(done.link, name) })
  }
  desk.close()
  return { supervisor, agents }
}
