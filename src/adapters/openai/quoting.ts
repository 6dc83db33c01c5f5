/**
 * A value as JSON in which nothing can pass for the marks that part the messages of a conversation with a model,
 * `<|im_start|>` or `[INST]`: servers that put a template together from text would take them for their own.
 */
export function quoted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? visible(part) : part,
  )
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`)
    .replaceAll(/\[(?=\/?[A-Z_]{3})/g, String.raw`\u005b`)
}

/** Without what no person sees: halves of characters, controls, marks that turn the direction, hidden tags. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ' '))
    .replaceAll(/[\p{Cf}\p{Co}]/gu, (sign) => (JOINERS.has(sign) ? sign : ''))
}

/** Persian and many emoji are not written without them. */
const JOINERS: ReadonlySet<string> = new Set(['\u200c', '\u200d'])
