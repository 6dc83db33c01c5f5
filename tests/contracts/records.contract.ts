import { describe, expect, it } from 'vitest'
import type { ConversationId, FileId, InboxId } from '../../src/conversation/ids.ts'
import type { AuditEntry, FileRecord } from '../../src/ports.ts'
import { INBOX, NOON, ana } from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

/** What the Library, FileRecords, Audit and Keepsakes promise of every store. */
export function recordsContract(open: OpenEmpty): void {
  describe('records', () => {
    const its = freshDatabase(open)

    it('canned replies come from the settings, and follow them', async () => {
      const { library } = its.database
      const refund = { inbox: INBOX, name: 'refund', text: 'It is on its way.' }
      const hello = { inbox: INBOX, name: 'hello', text: '{"a":1}' }
      await library.seed([refund, { ...refund, inbox: 'other' as InboxId }])
      await library.seed([{ ...refund, text: 'It takes three days.' }, hello])
      expect(await library.all(INBOX)).toEqual([hello, { ...refund, text: 'It takes three days.' }])
    })

    it('files are found by id, with or without their size in pixels', async () => {
      const { files } = its.database
      const letter: FileRecord = {
        id: 'letter' as FileId,
        inbox: INBOX,
        name: 'Brief – ü.pdf',
        type: 'application/pdf',
        size: 12,
        sha256: 'ab',
        by: ana,
        at: NOON,
      }
      const photo: FileRecord = { ...letter, id: 'photo' as FileId, width: 40, height: 30 }
      await files.add(letter)
      await files.add(photo)
      expect(await files.get(letter.id)).toEqual(letter)
      expect(await files.get(photo.id)).toEqual(photo)
      expect(await files.get('nothing' as FileId)).toBeNull()
    })

    it('the audit tells the newest first', async () => {
      const { audit } = its.database
      const entry = (what: string): AuditEntry => ({
        at: NOON,
        by: ana,
        what,
        conversation: what === 'close' ? ('c' as ConversationId) : null,
        result: 'done',
        detail: '',
      })
      for (const what of ['claim', 'close', 'signIn']) await audit.note(entry(what))
      expect(await audit.newest(2)).toEqual([entry('signIn'), entry('close')])
    })

    it('a keepsake is made once, even when two want it at the same moment', async () => {
      const { keepsakes } = its.database
      const keep = (value: string) => keepsakes.keep('secret', () => value)
      expect(await Promise.all([keep('one'), keep('two')])).toEqual(['one', 'one'])
      expect(await keep('three')).toBe('one')
    })

    it('a check passes while it can be read and written, and not once it is closed', async () => {
      const { database } = its
      await database.check()
      await database.close()
      await expect(database.check()).rejects.toThrow('The database is closed.')
    })
  })
}
