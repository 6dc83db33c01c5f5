interface Deps {
  /** Where the visitor stands among those who wait, from 1; null where there is no such place. */
  readonly place: () => Promise<number | null>
  readonly tell: (place: number | null) => void
  readonly failed: (error: unknown) => void
  /** Ms between two looks. */
  readonly every: number
  readonly isOpen: () => boolean
}

/** Looks that find no place before it is believed that there is none: a new conversation is queued a moment later. */
const PATIENCE = 2

/**
 * Tells a visitor who waits their place, each time when it is another. It looks only from an occasion on, and
 * as long as they have one; who never waits costs nothing.
 */
export function createQueueNews({ place, tell, failed, every, isOpen }: Deps) {
  let told: number | null = null
  let timer: NodeJS.Timeout | undefined
  let without = 0
  let looking = false

  async function look(): Promise<void> {
    looking = true
    try {
      const now = await place()
      without = now === null ? without + 1 : 0
      if (now !== told) tell((told = now))
    } catch (error) {
      without += 1
      failed(error)
    }
    looking = false
    if (isOpen() && without < PATIENCE) timer = setTimeout(() => void look(), every).unref()
  }

  return {
    /** Something has happened after which they may have another place, or one at all. */
    occasion() {
      without = 0
      clearTimeout(timer)
      // Not at once: it may be given to somebody in this very moment.
      if (!looking) timer = setTimeout(() => void look(), every / 4).unref()
    },
    stop: () => clearTimeout(timer),
  }
}
