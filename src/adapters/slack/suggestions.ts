import { commandNamed } from '../../commands/index.ts'
import type { Settings } from '../../config.ts'
import type { Clock, Database } from '../../ports.ts'
import { cannedIn, speakers } from '../chats/suggesting.ts'
import { PICK_CANNED, suggest } from './fields.ts'
import type { Suggestion } from './interactions.ts'
import { readAbout } from './modals.ts'
import type { SlackPeople } from './people.ts'
import { conversationOptions, PICK_CONVERSATION } from './picking.ts'
import { commandOf } from '../chats/presses.ts'

interface Deps {
  readonly database: Pick<Database, 'store' | 'people' | 'library'>
  readonly people: SlackPeople
  readonly settings: () => Settings
  readonly clock: Clock
}

/** What the lists of forms offer for what was typed in them so far; nothing to who is no member. */
export function slackSuggestions({ database, people, settings, clock }: Deps) {
  const { store } = database

  async function options({ user, action_id: list, value, view }: Suggestion) {
    const by = await people.memberOf(user.id)
    if (!by) return []
    if (list === PICK_CONVERSATION) {
      const command = commandNamed(commandOf(view?.callback_id ?? '') ?? '')
      return command ? conversationOptions(store, command, by, value, clock.now()) : []
    }
    if (list === PICK_CANNED) return suggest(await canned(view?.private_metadata ?? ''), value)
    const names = (await speakers(database)).map(({ name }) => name)
    return suggest(names, value)
  }

  /** Names of the conversation's canned replies; of all there are while none was picked. */
  async function canned(metadata: string): Promise<string[]> {
    const about = readAbout(metadata)
    const conversation = about?.conversation ? await store.load(about.conversation) : null
    if (!conversation && !about?.picks) return []
    const inboxes = conversation ? [conversation.inbox] : settings().inboxes.map(({ id }) => id)
    return cannedIn(database, inboxes)
  }

  return async (body: Suggestion) => ({ options: await options(body) })
}
