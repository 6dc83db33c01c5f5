import type { Chat } from '../client/chat.ts'

const SAY_AGAIN_MS = 3_000
const IDLE_MS = 5_000

/** Tells the team that the visitor is writing: now and then while they do, and once when they stop. */
export function createTypist({ send }: Chat) {
  let saidAt = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  function stop() {
    clearTimeout(idle)
    if (saidAt) send({ type: 'typing', on: false })
    saidAt = 0
  }

  return {
    stop,
    typed(text: string) {
      if (!text) return stop()
      clearTimeout(idle)
      idle = setTimeout(stop, IDLE_MS)
      if (Date.now() < saidAt + SAY_AGAIN_MS) return
      saidAt = Date.now()
      send({ type: 'typing', on: true })
    },
  }
}
