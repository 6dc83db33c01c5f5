import { isObject, parseJson, stringAt } from './json.ts'

/** Steers a Slack that runs in another process: `far(url)('user/ana/says', 'support', 'Hello')`. */
export function farSlack(
  url: string,
): (what: string, ...args: readonly unknown[]) => Promise<unknown> {
  return async (what, ...args) => {
    const response = await fetch(`${url}/control/${what}`, {
      method: 'POST',
      body: JSON.stringify(args),
      headers: { 'content-type': 'application/json' },
    })
    const answer = parseJson(await response.text())
    if (!response.ok) throw new Error(stringAt(answer, 'error') ?? `HTTP ${response.status}`)
    return isObject(answer) ? answer['value'] : undefined
  }
}
