import type { Member, People } from '../ports.ts'

export interface RememberedPeople extends People {
  /** The names of the members as last read. */
  names(): readonly string[]
}

/** People with the list of members kept at hand: every line that is shown asks for it. */
export function rememberingPeople(people: People): RememberedPeople {
  let known: Promise<readonly Member[]> | null = null
  let names: readonly string[] = []

  async function read(): Promise<readonly Member[]> {
    const members = await people.all()
    names = members.filter((member) => member.active).map((member) => member.name)
    return members
  }

  function all(): Promise<readonly Member[]> {
    known ??= read().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  return {
    ...people,
    all: async () => [...(await all())],
    names: () => names,
    async get(id) {
      return (await all()).find((member) => member.id === id) ?? null
    },
    async put(member) {
      await people.put(member)
      known = null
      await all()
    },
    async change(id, change) {
      const changed = await people.change(id, change)
      known = null
      await all()
      return changed
    },
  }
}
