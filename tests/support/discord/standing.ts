import { changeMember, join, leave } from './members.ts'
import { theChannel, thePerson, theRole } from './lookup.ts'
import type { Place } from './lookup.ts'
import type { Office } from './office.ts'
import { needs } from './entering.ts'
import { changeThread } from './threads.ts'

/** How a person stands in the server and towards the app, and what moderators do with threads. */
export interface Standing {
  joinsServer(): Promise<void>
  leavesServer(): Promise<void>
  /** Takes no direct messages from the server any more. */
  closesMessages(): Promise<void>
  opensMessages(): Promise<void>
  blocksApp(): Promise<void>
  unblocksApp(): Promise<void>
  goesBy(nick: string | null): Promise<void>
  gets(role: string): Promise<void>
  loses(role: string): Promise<void>
  archives(thread: Place): Promise<void>
  unarchives(thread: Place): Promise<void>
  locks(thread: Place): Promise<void>
  unlocks(thread: Place): Promise<void>
  renames(thread: Place, name: string): Promise<void>
  /** Gives a post these tags, by name, and no others. */
  tags(thread: Place, names: readonly string[]): Promise<void>
}

export function createStanding(office: Office, handle: string): Standing {
  const me = thePerson(office, handle)
  const roles = () => [...(office.guild.members.get(me.id)?.roles ?? [])]

  function moderate(
    place: Place,
    change: Parameters<typeof changeThread>[2],
    { wakes = false } = {},
  ) {
    const channel = theChannel(office, place)
    const mine = channel.thread?.ownerId === me.id && !channel.thread.locked
    if (wakes && !channel.thread?.locked) needs(office, me, channel, 'SEND_MESSAGES_IN_THREADS')
    else if (!mine) needs(office, me, channel, 'MANAGE_THREADS')
    changeThread(office, channel, change)
  }

  return {
    joinsServer: async () => join(office, me),
    leavesServer: async () => leave(office, me),
    async closesMessages() {
      me.takesMessages = false
    },
    async opensMessages() {
      me.takesMessages = true
    },
    async blocksApp() {
      me.blocksApp = true
    },
    async unblocksApp() {
      me.blocksApp = false
    },
    goesBy: async (nick) => changeMember(office, me.id, { nick }),
    gets: async (role) =>
      changeMember(office, me.id, { roles: [...roles(), theRole(office, role).id] }),
    loses: async (role) => {
      const id = theRole(office, role).id
      changeMember(office, me.id, { roles: roles().filter((one) => one !== id) })
    },
    archives: async (thread) => moderate(thread, { archived: true }),
    unarchives: async (thread) => moderate(thread, { archived: false }, { wakes: true }),
    locks: async (thread) => moderate(thread, { locked: true }),
    unlocks: async (thread) => moderate(thread, { locked: false }),
    renames: async (thread, name) => moderate(thread, { name }),
    async tags(thread, names) {
      const forum = office.channels.get(theChannel(office, thread).parentId ?? '')
      const ids = (forum?.tags ?? []).filter((one) => names.includes(one.name)).map(({ id }) => id)
      if (ids.length < names.length) throw new Error(`#${forum?.name} has not all of these tags`)
      moderate(thread, { tags: ids })
    },
  }
}
