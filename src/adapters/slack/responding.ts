const SLACK = 'https://hooks.slack.com'
const TIMEOUT = 10_000

/** Answers at the address that a command brought; false when it is none of Slack's, or did not take it. */
export type Respond = (url: string, message: Readonly<Record<string, unknown>>) => Promise<boolean>

/** `apiUrl`: for tests alone, where another Slack is. */
export function responding(apiUrl: string | null): Respond {
  const home = apiUrl === null ? SLACK : new URL(apiUrl).origin
  return async (url, message) => {
    if (URL.parse(url)?.origin !== home) return false
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      })
      return response.ok
    } catch {
      return false
    }
  }
}
