import { intoPieces } from '../pieces.ts'
import { escapedLength } from './escape.ts'

/** The text in pieces of at most `limit` characters once escaped; see intoPieces. */
export function splitText(text: string, limit: number, room: number = limit): string[] {
  return intoPieces(text, escapedLength, limit, room)
}
