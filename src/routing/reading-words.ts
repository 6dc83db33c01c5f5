import type { ConversationId } from '../conversation/ids.ts'
import type { Words } from '../conversation/words-so-far.ts'
import { LOOKED_AT, wordsSoFar } from '../conversation/words-so-far.ts'
import type { Store } from '../ports.ts'

/** What a conversation’s visitor has written so far by which it is sorted, as it reads now. */
export async function readWords(store: Pick<Store, 'history'>, id: ConversationId): Promise<Words> {
  return wordsSoFar(await store.history(id, LOOKED_AT, LOOKED_AT + 1))
}
