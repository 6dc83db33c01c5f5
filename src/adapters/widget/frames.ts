import { z } from 'zod'
import type { ClientFrame, ClientSend, ServerFrame, SessionRequest } from './protocol.ts'

const clientId = z
  .string('id is missing: it wants 16 to 64 characters of A–Z, a–z, 0–9, _ and -.')
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'id wants 16 to 64 characters of A–Z, a–z, 0–9, _ and -.')
const text = z.string('text is missing: it wants what the visitor wrote.')
const message = z
  .string('message is missing: it wants a message’s id.')
  .min(1, 'message wants a message’s id.')
  .max(100, 'message wants a message’s id.')
const number = z
  .int('cursor and before want whole numbers.')
  .min(0, 'cursor and before want whole numbers.')
const files = z
  .array(
    z.string('files wants ids of uploaded files.').max(100, 'files wants ids of uploaded files.'),
    'files wants a list.',
  )
  .max(100, 'files wants at most 10 ids.')
  .default([])
const emoji = z.string('emoji is missing: it wants one emoji.').max(100, 'emoji wants one emoji.')
const on = z.boolean('on wants true or false.')

const send = z.object({ type: z.literal('send'), id: clientId, text, files })

const frame: z.ZodType<ClientFrame> = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.literal('hello'),
      token: z
        .string('token is missing: ask for a session first.')
        .max(1000, 'token is none of ours.'),
      cursor: number.nullable(),
    }),
    send,
    z.object({ type: z.literal('edit'), id: clientId, message, text }),
    z.object({ type: z.literal('remove'), id: clientId, message }),
    z.object({ type: z.literal('react'), id: clientId, message, emoji, on }),
    z.object({ type: z.literal('delivered'), message }),
    z.object({ type: z.literal('seen'), message }),
    z.object({ type: z.literal('typing'), on }),
    z.object({ type: z.literal('older'), before: number }),
    z.object({ type: z.literal('ping') }),
  ],
  { error: 'type is none that is known here.' },
)

const optionalText = (most: number) => z.string().max(most).optional()

const ATTRIBUTES = 'identity.attributes wants names with texts, numbers, true or false.'

const ANSWERS = 'answers wants the questions’ keys with texts of at most 200 characters.'

const sessionRequest: z.ZodType<SessionRequest> = z.object({
  token: optionalText(1000),
  identity: z
    .object({
      id: z
        .string('identity.id wants text.')
        .max(200, 'identity.id wants at most 200 characters.')
        .optional(),
      hash: z
        .string('identity.hash wants text.')
        .max(200, 'identity.hash wants 64 hex digits.')
        .optional(),
      name: z
        .string('identity.name wants text.')
        .max(1000, 'identity.name wants at most 100 characters.')
        .optional(),
      email: z
        .string('identity.email wants text.')
        .max(1000, 'identity.email wants an e-mail address.')
        .optional(),
      attributes: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean()], ATTRIBUTES), ATTRIBUTES)
        .optional(),
    })
    .optional(),
  answers: z
    .record(z.string(), z.string(ANSWERS).max(1000, ANSWERS), ANSWERS)
    .refine((all) => Object.keys(all).length <= 20, { error: ANSWERS })
    .optional(),
  page: z
    .object({
      url: z.string(),
      title: z.string(),
      referrer: z.string(),
      language: z.string().optional(),
    })
    .optional(),
})

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly id: string; readonly sentence: string }

/** The frame in what a socket received; else why it is none, and the id that it had, if any. */
export function readFrame(data: string): Read<ClientFrame> {
  const value = parse(data)
  if (value === undefined) return { ok: false, id: '', sentence: 'The frame is not valid JSON.' }
  return checked(frame, value)
}

export function readSend(body: unknown): Read<ClientSend> {
  return checked(send, withType(body))
}

export function readSessionRequest(body: unknown): Read<SessionRequest> {
  return checked(sessionRequest, body)
}

export function writeFrame(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

function checked<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value, { error: inSentence })
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, id: idIn(value), sentence: parsed.error.issues[0]?.message ?? '' }
}

/** For what has no sentence of its own. */
function inSentence({ path }: { readonly path?: readonly PropertyKey[] | undefined }): string {
  const key = (path ?? []).map(String).join('.')
  return key === ''
    ? 'The body wants to be a JSON object.'
    : `${key} is not of the kind that it wants.`
}

/** Over HTTP the address says what it is, and `type` may be left out. */
function withType(body: unknown): unknown {
  return typeof body === 'object' ? { type: 'send', ...body } : body
}

function idIn(value: unknown): string {
  const has = typeof value === 'object' && value !== null && 'id' in value
  return has && clientId.safeParse(value.id).success ? String(value.id) : ''
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
