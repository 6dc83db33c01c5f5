import type { IncomingMessage } from 'node:http'
import { isObject, parseJson } from './json.ts'
import type { JsonObject } from './json.ts'

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

/** The arguments of a call: from a form, from JSON, or none. */
export async function argumentsOf(request: IncomingMessage): Promise<JsonObject> {
  const bytes = await bytesOf(request)
  const type = request.headers['content-type'] ?? ''
  if (type.includes('json')) {
    const parsed = parseJson(bytes.toString('utf8'))
    return isObject(parsed) ? parsed : {}
  }
  if (type.includes('multipart')) return Object.fromEntries(await formOf(bytes, type))
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')))
}

/** The bytes of an uploaded file: the one file of a form, or the whole body. */
export async function uploadOf(request: IncomingMessage): Promise<Buffer> {
  const bytes = await bytesOf(request)
  const type = request.headers['content-type'] ?? ''
  if (!type.includes('multipart')) return bytes
  const file = [...(await formOf(bytes, type)).values()].find((one) => one instanceof Blob)
  return file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0)
}

async function formOf(bytes: Buffer, type: string): Promise<FormData> {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
}
