import { z } from 'zod'

const news = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed') }),
  z.object({ kind: z.literal('typing'), name: z.string(), on: z.boolean() }),
])

/** What is said under a visitor's topic to all who hold a socket of theirs. */
export type News = z.infer<typeof news>

/** The news as it came from this process or another one; null if it is none of ours. */
export function readNews(heard: unknown): News | null {
  return news.safeParse(heard).data ?? null
}
