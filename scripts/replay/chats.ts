import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Chat = z.object({
  conversation: z.string().min(1),
  domain: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'wants small letters, digits, - and _'),
  turns: z.array(z.object({ text: z.string() })).min(1),
})

/** What one visitor wrote, in order. `domain` names the inbox that they write to. */
export type Chat = z.infer<typeof Chat>

/** The chats of a file with a JSON object a line, the first `limit` of them. Throws a sentence that names the line. */
export function readChats(file: string, limit = Infinity): Chat[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .flatMap((line, index) => (line === '' ? [] : [chatOf(line, `${file}:${index + 1}`)]))
    .slice(0, limit)
}

function chatOf(line: string, where: string): Chat {
  const read = Chat.safeParse(jsonOf(line))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`${where}: ${issue?.path.join('.') || 'the line'}: ${issue?.message}`)
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
