import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { FromWorkspace, HeldThread, ToWorkspace, Weathered } from './protocol.ts'

type From = FromWorkspace<unknown>
type Heard = Extract<From, { type: 'heard' }>
type Said = Extract<From, { type: 'said' }>

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

/** Starts it by this script, furnished like this; `keys` is what an app needs to know of it. */
export async function openWorkspace<Plan, Keys>(
  script: string,
  plan: Plan,
): Promise<Workspace & { readonly keys: Keys }> {
  const child = fork(script, { stdio: 'inherit' })
  const ready = Promise.withResolvers<Keys>()
  let ears: WorkspaceEars | null = null
  let reading: PromiseWithResolvers<Extract<From, { type: 'holds' }>> | null = null

  child.on('exit', (code) => {
    const error = new Error(`The team chat of the replay ended with ${code}.`)
    ready.reject(error)
    reading?.reject(error)
    if (code !== 0 && code !== null) ears?.fault(error.message)
  })
  // Sent by a process of our own, whose types these are.
  child.on('message', (message: FromWorkspace<Keys>) => {
    switch (message.type) {
      case 'ready':
        return ready.resolve(message.workspace)
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
  const ask = (message: ToWorkspace<Plan>) => child.send(message)
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
