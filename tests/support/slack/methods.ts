import type { Method } from './method.ts'
import { access } from './methods/access.ts'
import { chatChange } from './methods/chat-change.ts'
import { chatPost } from './methods/chat-post.ts'
import { conversations } from './methods/conversations.ts'
import { files } from './methods/files.ts'
import { people } from './methods/people.ts'
import { reactions } from './methods/reactions.ts'
import { views } from './methods/views.ts'

const all = [access, chatPost, chatChange, conversations, people, reactions, files, views].flat()

/** Every method that this Slack knows, by name. */
export const METHODS: ReadonlyMap<string, Method> = new Map(all.map((one) => [one.name, one]))
