import { z } from 'zod'
import type { ConversationId, FileId, MessageId } from '../../conversation/ids.ts'
import { LIMITS } from './limits.ts'
import type { DeskClientFrame } from './protocol.ts'

const name = (what: string) =>
  z.string({ error: `${what} is missing.` }).regex(/^[\w:.-]{1,100}$/, {
    error: `${what} wants 1 to 100 letters, digits, “-”, “_”, “:” and “.”.`,
  })

// A brand has no runtime form: whether there is such a conversation, message or file is asked of the store.
const id = name('“id”')
const thread = name('“thread”').transform((text) => text as ConversationId)
const message = name('“message”').transform((text) => text as MessageId)
const file = name('Each of “files”').transform((text) => text as FileId)

const text = z.string({ error: '“text” is missing.' }).max(LIMITS.text, {
  error: `This text is too long: it wants at most ${LIMITS.text.toLocaleString('en')} characters.`,
})

const whole = (what: string) =>
  z
    .int({ error: `“${what}” wants a whole number.` })
    .min(0, { error: `“${what}” wants 0 or more.` })

const emoji = z
  .string({ error: '“emoji” is missing.' })
  .max(100, { error: '“emoji” wants one emoji.' })

const onOff = z.boolean({ error: '“on” wants true or false.' })

const args = z
  .record(z.string().max(40), text, { error: '“args” wants texts by their names.' })
  .refine((given) => Object.keys(given).length <= 20, { error: '“args” wants at most 20 values.' })

const Frame = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('hello'), cursor: whole('cursor').nullable() }),
    z.object({ type: z.literal('open'), thread, change: whole('change').nullable() }),
    z.object({ type: z.literal('shut'), thread }),
    z.object({ type: z.literal('older'), thread, before: whole('before') }),
    z.object({
      type: z.literal('say'),
      id,
      thread,
      text,
      files: z
        .array(file, { error: '“files” wants a list.' })
        .max(LIMITS.files, { error: `A message takes at most ${LIMITS.files} files.` }),
      showed: z.enum(['reply', 'note'], { error: '“showed” wants reply or note.' }),
      gated: z.boolean({ error: '“gated” wants true or false.' }).optional(),
    }),
    z.object({
      type: z.literal('command'),
      id,
      thread: thread.nullable(),
      name: name('“name”'),
      args,
    }),
    z.object({ type: z.literal('line'), id, thread: thread.nullable(), text }),
    z.object({ type: z.literal('edit'), id, message, text }),
    z.object({ type: z.literal('remove'), id, message }),
    z.object({ type: z.literal('react'), id, message, emoji, on: onOff }),
    z.object({ type: z.literal('typing'), thread, on: onOff }),
    z.object({
      type: z.literal('invite'),
      id,
      role: z.enum(['creator', 'agent', 'supervisor', 'lead', 'admin'], {
        error: '“role” wants creator, agent, supervisor, lead or admin.',
      }),
      teams: z
        .array(name('Each of “teams”'), { error: '“teams” wants a list of ids.' })
        .max(LIMITS.teams, { error: `Somebody can be in at most ${LIMITS.teams} teams.` })
        .optional(),
    }),
    z.object({ type: z.literal('ping') }),
  ],
  { error: '“type” names no frame that this desk knows.' },
) satisfies z.ZodType<DeskClientFrame>

export type Frame = z.infer<typeof Frame>

/** A frame that is answered by `done`. */
export type Deed = Extract<Frame, { readonly id: string }>

export type Read =
  | { readonly ok: true; readonly frame: Frame }
  /** `id` when it is known which frame it is that cannot be taken. */
  | { readonly ok: false; readonly id: string | null; readonly sentence: string }

/** What a page sent, checked; or a sentence that names what is wrong with it. */
export function readFrame(data: string): Read {
  const json = parse(data)
  const { success, data: frame, error } = Frame.safeParse(json)
  if (success) return { ok: true, frame }
  const sentence = error.issues[0]?.message ?? 'This frame cannot be read.'
  return { ok: false, id: z.object({ id }).safeParse(json).data?.id ?? null, sentence }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
