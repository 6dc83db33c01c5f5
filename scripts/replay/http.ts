import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface Posting {
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  /** The address that it comes from. */
  readonly from: string | undefined
}

const LONGEST = 15_000

/** Posts, and resolves with whatever is answered. Rejects when there is no answer. */
export async function post(
  url: string,
  { type, body, headers, from }: Posting,
): Promise<HttpAnswer> {
  const answer = Promise.withResolvers<HttpAnswer>()
  const sending = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) },
    agent: false,
    timeout: LONGEST,
    ...(from === undefined ? {} : { localAddress: from }),
  })
  sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
  sending.on('error', answer.reject)
  sending.on('response', (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    response.on('error', answer.reject)
    response.on('end', () =>
      answer.resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
    )
  })
  sending.end(body)
  return answer.promise
}
