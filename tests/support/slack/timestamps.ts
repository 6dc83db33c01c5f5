import type { SlackClock } from './clock.ts'

/** Makes message ids like `1712345678.000200`: strings, and each later than the one before. */
export function timestamps(clock: SlackClock): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, clock.now() * 1000)
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`
  }
}

/** Orders two timestamps without making numbers of them: as floats they lose their last digits. */
export function byTime(a: string, b: string): number {
  const [seconds, micros] = parts(a)
  const [otherSeconds, otherMicros] = parts(b)
  return seconds - otherSeconds || micros - otherMicros
}

export function isTimestamp(text: string): boolean {
  return /^\d{10}\.\d{6}$/.test(text)
}

function parts(ts: string): [number, number] {
  const [seconds = '0', micros = ''] = ts.split('.')
  return [Number(seconds), Number(micros.padEnd(6, '0'))]
}
