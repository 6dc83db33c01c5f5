/** How a language writes times and days. */
export function createClockFace(language: string) {
  return {
    time: (at: number) => new Date(at).toLocaleTimeString(language, { timeStyle: 'short' }),
    opening: (at: number) =>
      new Date(at).toLocaleString(language, {
        weekday: 'long',
        hour: 'numeric',
        minute: '2-digit',
      }),
    day: (at: number) =>
      new Date(at).toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long' }),
  }
}
