import { createHmac } from 'node:crypto'
import type { SlackClock } from './clock.ts'
import { ACK_TIME } from './envelope.ts'
import type { Attempt, Envelope, Transport } from './envelope.ts'
import { parseJson } from './json.ts'

/** Sends to a request URL as Slack does: signed, with its number when it is a retry. */
export function overHttp(requestUrl: string, signingSecret: string, clock: SlackClock): Transport {
  async function send(envelope: Envelope): Promise<Attempt> {
    const { body, contentType } = bodyOf(envelope)
    const given = new AbortController()
    const callOff = clock.after(ACK_TIME, () => given.abort())
    try {
      const response = await fetch(requestUrl, {
        method: 'POST',
        body,
        headers: {
          'content-type': contentType,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          ...signatureOf(body, signingSecret),
          ...retryHeaders(envelope),
        },
        signal: given.signal,
      })
      const text = await response.text()
      if (response.ok) return { ok: true, body: text === '' ? null : (parseJson(text) ?? text) }
      const noRetry = response.headers.get('x-slack-no-retry') === '1'
      return { ok: false, reason: 'http_error', noRetry }
    } catch {
      const reason = given.signal.aborted ? 'http_timeout' : 'connection_failed'
      return { ok: false, reason, noRetry: false }
    } finally {
      callOff()
    }
  }

  return { send }
}

/** Slack's v0 signature. Its time is the machine's own, since that is what a receiver checks it by. */
function signatureOf(body: string, secret: string): Record<string, string> {
  const time = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(time), 'x-slack-signature': `v0=${digest}` }
}

function bodyOf({ type, payload }: Envelope): { body: string; contentType: string } {
  if (type === 'events_api') {
    return { body: JSON.stringify(payload), contentType: 'application/json' }
  }
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))
  return {
    body: new URLSearchParams(fields).toString(),
    contentType: 'application/x-www-form-urlencoded',
  }
}

function retryHeaders({ attempt, reason }: Envelope): Record<string, string> {
  if (attempt === 0) return {}
  return { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': reason ?? 'unknown_error' }
}
