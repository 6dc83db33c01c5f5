const PREFIX = 'greenroom.desk.'

/** What this browser remembers. Where storage is full or forbidden, nothing is remembered and nothing breaks. */
export interface Keep {
  read(key: string): unknown
  write(key: string, value: unknown): void
  drop(key: string): void
  /** What stands under every key that starts so. */
  all(start: string): unknown[]
}

/** Memory for one owner: a member's is apart from that of others who use this browser. */
export function keepFor(owner: string): Keep {
  const prefix = `${PREFIX}${owner}.`
  return {
    read: (key) => parsed(attempt(() => localStorage.getItem(prefix + key)) ?? null),
    write: (key, value) => attempt(() => localStorage.setItem(prefix + key, JSON.stringify(value))),
    drop: (key) => attempt(() => localStorage.removeItem(prefix + key)),
    all: (start) =>
      keysFrom(prefix + start).map((key) =>
        parsed(attempt(() => localStorage.getItem(key)) ?? null),
      ),
  }
}

/** Forgets all that was kept for an owner, as signing out should. */
export function forget(owner: string): void {
  for (const key of keysFrom(`${PREFIX}${owner}.`)) attempt(() => localStorage.removeItem(key))
}

function keysFrom(start: string): string[] {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(start))) ?? []
}

function attempt<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined
  return attempt(() => JSON.parse(text) as unknown)
}
