/** How a language writes times and days. */
export function createClockFace(language: string) {
  const write = (parts: Intl.DateTimeFormatOptions) => (at: number) =>
    new Date(at).toLocaleString(language, parts)
  return {
    time: write({ timeStyle: 'short' }),
    opening: write({ weekday: 'long', hour: 'numeric', minute: '2-digit' }),
    day: write({ weekday: 'long', day: 'numeric', month: 'long' }),
  }
}
