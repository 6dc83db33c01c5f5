import type { Settings } from '../config.ts'

/** The team chats that the settings set up, by name. */
export function teamChats({ slack }: Settings): readonly string[] {
  return ['desk', ...(slack ? ['slack'] : [])]
}
