import { z } from 'zod'

/** Something on the desk changed: read the feed. */
export const CHANGED = 'desk:changed'

/** Somebody joined, left or signed out: look at the members again. */
export const PEOPLE = 'desk:people'

/** Somebody is typing in a thread. */
export const TYPING = 'desk:typing'

/** Members are to be alerted to a line. */
export const ALERT = 'desk:alert'

const Typing = z.object({
  thread: z.string(),
  name: z.string(),
  visitor: z.boolean(),
  on: z.boolean(),
  /** The member who types, who need not be told. */
  by: z.string().nullable(),
})

export type Typing = z.infer<typeof Typing>

const Alert = z.object({
  thread: z.string(),
  id: z.string(),
  at: z.number(),
  text: z.string(),
  for: z.array(z.string()),
})

export type Alert = z.infer<typeof Alert>

/** The news as it came from this process or another one; null if it is none of ours. */
export function typingNews(news: unknown): Typing | null {
  return Typing.safeParse(news).data ?? null
}

/** As `typingNews`. */
export function alertNews(news: unknown): Alert | null {
  return Alert.safeParse(news).data ?? null
}
