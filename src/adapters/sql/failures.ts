/** SQLite's primary result code of an error that node:sqlite threw, or null for any other. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

export const BUSY = 5

// https://www.sqlite.org/rescode.html
const SENTENCES: Readonly<Record<number, string>> = {
  [BUSY]: 'is in use by another process',
  8: 'cannot be written: this process may only read it',
  10: 'cannot be read or written: the disk reports an error',
  11: 'is damaged: restore it from a backup',
  13: 'cannot be written: the disk is full',
  14: 'cannot be opened: its folder is missing, or this process may not read and write there',
  26: 'is not a Greenroom database',
}

/** The error as a sentence about the file, where SQLite's code has one. */
export function inWords(file: string, error: unknown): unknown {
  const sentence = SENTENCES[sqliteCode(error) ?? -1]
  return sentence ? new Error(`The database ${file} ${sentence}.`, { cause: error }) : error
}
