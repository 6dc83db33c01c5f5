const DURATION = /^(\d{1,6})(ms|s|m|h|d)$/
const SIZE = /^(\d{1,6})(B|KB|MB)$/

const MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const BYTES = { B: 1, KB: 1_024, MB: 1_024 ** 2 } as const

/** `3s`, `500ms`, `7d` in milliseconds, or null if it is no such thing. */
export function parseDuration(text: string): number | null {
  return amount(DURATION.exec(text), MS)
}

/** `10MB`, `512KB` in bytes, a KB being 1024 of them, or null if it is no such thing. */
export function parseSize(text: string): number | null {
  return amount(SIZE.exec(text), BYTES)
}

function amount(match: RegExpExecArray | null, units: Readonly<Record<string, number>>) {
  const unit = units[match?.[2] ?? '']
  return unit === undefined ? null : Number(match?.[1]) * unit
}

/** True for a name that the IANA list of time zones has. */
export function isTimezone(name: string): boolean {
  return succeeds(() => new Intl.DateTimeFormat('en', { timeZone: name })) && /^[A-Z]/i.test(name)
}

/** True for a well-formed language tag, such as `en` or `pt-BR`. */
export function isLanguage(tag: string): boolean {
  return succeeds(() => Intl.getCanonicalLocales(tag))
}

/** True for a day of the calendar as `2026-12-25`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** True for `https://example.com` or `http://localhost:8080`: scheme, host and port, no more. */
export function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^*]+$/.test(text) || !URL.canParse(text)) return false
  return new URL(text).origin === text
}

/** True for the address of a service: a path is fine, a name, a password, a query or a fragment is not. */
export function isApi(text: string): boolean {
  if (!/^https?:\/\/[^\s?#]+$/.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** True for an address that begins with `https://` and has no name or password in it. */
export function isHttps(text: string): boolean {
  if (!/^https:\/\/\S+$/.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
