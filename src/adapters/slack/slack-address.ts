/**
 * True for an address of Slack's own, where a file's bytes may go and the token may be shown. `apiUrl`, for tests
 * alone, is where another Slack is found.
 */
export function isSlacks(address: string, apiUrl: string | null): boolean {
  const url = URL.parse(address)
  if (!url) return false
  if (apiUrl !== null && url.origin === URL.parse(apiUrl)?.origin) return true
  return url.protocol === 'https:' && /(?:^|\.)slack\.com$/.test(url.hostname)
}
