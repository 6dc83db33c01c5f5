import type { Member, People } from '../ports.ts'

/** People with the list of members kept at hand: every line that is shown asks for it. */
export function rememberingPeople(people: People): People {
  let known: Promise<Member[]> | null = null

  function all(): Promise<Member[]> {
    known ??= people.all().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  return {
    ...people,
    all,
    async get(id) {
      return (await all()).find((member) => member.id === id) ?? null
    },
    async put(member) {
      await people.put(member)
      known = null
    },
  }
}
