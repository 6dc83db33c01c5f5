import type { IncomingMessage } from 'node:http'
import { bytesOf } from '../slack/bodies.ts'
import { parseJson } from '../slack/json.ts'
import { refuse } from './refusal.ts'

/** A file of a request, under the number of its field: `files[2]` is 2. */
export interface SentFile {
  readonly at: number
  readonly name: string
  readonly type: string | undefined
  readonly bytes: Buffer
}

export interface Body {
  readonly json: unknown
  readonly files: readonly SentFile[]
}

/** What a request carries: JSON, or a form with `payload_json` and files. */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  const bytes = await bytesOf(request)
  const type = request.headers['content-type'] ?? ''
  if (type.includes('multipart')) return formOf(bytes, type)
  if (bytes.length === 0) return { json: {}, files: [] }
  return { json: jsonOf(bytes.toString('utf8')), files: [] }
}

async function formOf(bytes: Buffer, type: string): Promise<Body> {
  const headers = { 'content-type': type }
  const form = await new Response(new Uint8Array(bytes), { headers }).formData()
  const payload = form.get('payload_json')
  const files: SentFile[] = []
  for (const [key, value] of form) {
    if (typeof value === 'string') continue
    files.push({
      at: Number(/\d+/.exec(key)?.[0] ?? files.length),
      name: value.name,
      // Without a type of its own a part of a form is but bytes.
      type: ['', 'application/octet-stream'].includes(value.type) ? undefined : value.type,
      bytes: Buffer.from(await value.arrayBuffer()),
    })
  }
  return { json: typeof payload === 'string' ? jsonOf(payload) : {}, files }
}

function jsonOf(text: string): unknown {
  const found = parseJson(text)
  if (found === undefined) throw refuse(50109)
  return found
}
