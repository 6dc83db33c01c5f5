const LONGEST = 5000
// What is waited for may lie outside of Slack, where a change is not heard of.
const LOOK_EVERY = 20

export interface Waiting {
  /** Something is different: whoever waits looks again. */
  changed(): void
  /** Resolves once `holds` does; after 5 s it fails, saying how things stand. */
  until(holds: () => boolean | Promise<boolean>, what: string): Promise<void>
}

/** Waits for what becomes so, without sleeping for it. */
export function createWaiting(howThingsStand: () => string): Waiting {
  let change = Promise.withResolvers<void>()

  return {
    changed() {
      change.resolve()
      change = Promise.withResolvers<void>()
    },
    async until(holds, what) {
      const given = AbortSignal.timeout(LONGEST)
      for (;;) {
        const { promise } = change
        if (await holds()) return
        if (given.aborted) throw new Error(`Waited in vain: ${what}\n${howThingsStand()}`)
        await Promise.race([promise, aWhile()])
      }
    },
  }
}

async function aWhile() {
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
}
