import type { Settings } from '../config.ts'

/** The team chats that the settings set up, by name. */
export function teamChats({ slack, discord }: Settings): readonly string[] {
  return ['desk', ...(slack ? ['slack'] : []), ...(discord ? ['discord'] : [])]
}
