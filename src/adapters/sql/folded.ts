/** A text as it is searched in: SQLite’s own `lower` knows only the letters of ASCII. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
