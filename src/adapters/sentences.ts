import type { Request, Response } from 'express'

/** Answers with a sentence for a person: a small page to a browser that asked for one, `{error}` to all else. */
export function sendSentence(
  request: Request,
  response: Response,
  status: number,
  sentence: string,
): void {
  response.status(status).set('Cache-Control', 'no-store').vary('Accept')
  if (request.accepts(['json', 'html']) === 'html') response.type('html').send(page(sentence))
  else response.json({ error: sentence })
}

function page(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Greenroom</title>
<p>${escapeHtml(sentence)}</p>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that stays text inside HTML, in quoted attributes too. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** A duration in words, rounded up: “6 seconds”, “2 minutes”. */
export function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  if (seconds < 100) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

/** A size in bytes in words, a KB being 1024 of them: “10 MB”. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  if (bytes < 1024 ** 2) return `${round(bytes / 1024)} KB`
  return `${round(bytes / 1024 ** 2)} MB`
}

function round(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}
