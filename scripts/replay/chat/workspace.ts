import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { z } from 'zod'
import type { FromWorkspace, HeldThread, ToWorkspace, Weathered } from './protocol.ts'

type Heard = Extract<FromWorkspace, { type: 'heard' }>
type Said = Extract<FromWorkspace, { type: 'said' }>

export interface WorkspaceEars {
  heard(heard: Heard): void
  said(said: Said): void
  fault(sentence: string): void
}

/** A team chat with a team in it, in a process of its own. */
export interface Workspace {
  /** From now on these are told. */
  tells(ears: WorkspaceEars): void
  /** The guest of this name will write nothing more. */
  over(guest: string): void
  /** What all threads hold, read from scratch, and what the weather was. */
  read(): Promise<{ readonly threads: readonly HeldThread[]; readonly weathered: Weathered }>
  close(): Promise<void>
}

/** Starts it by this script, furnished by this plan; `keys` reads what an app needs to know of it. */
export async function openWorkspace<Keys>(
  script: string,
  plan: object,
  keys: z.ZodType<Keys>,
): Promise<Workspace & { readonly keys: Keys }> {
  const child = fork(script, { stdio: 'inherit' })
  const ready = Promise.withResolvers<Keys>()
  let ears: WorkspaceEars | null = null
  let reading: PromiseWithResolvers<Extract<FromWorkspace, { type: 'holds' }>> | null = null

  child.on('exit', (code) => {
    const error = new Error(`The team chat of the replay ended with ${code}.`)
    ready.reject(error)
    reading?.reject(error)
    if (code !== 0 && code !== null) ears?.fault(error.message)
  })
  // Sent by a process of our own, whose types these are.
  child.on('message', (message: FromWorkspace) => {
    switch (message.type) {
      case 'ready':
        return ready.resolve(keys.parse(message.keys))
      case 'heard':
        return ears?.heard(message)
      case 'said':
        return ears?.said(message)
      case 'fault':
        return ears?.fault(message.sentence)
      case 'holds':
        return reading?.resolve(message)
    }
  })
  const ask = (message: ToWorkspace) => child.send(message)
  ask({ type: 'furnish', plan })

  return {
    keys: await ready.promise,
    tells(given) {
      ears = given
    },
    over: (guest) => void ask({ type: 'over', guest }),
    async read() {
      reading = Promise.withResolvers()
      ask({ type: 'read' })
      return reading.promise
    },
    async close() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
