import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type {
  FromWorkspace,
  HeldThread,
  ToWorkspace,
  Weathered,
  Workspace,
  WorkspacePlan,
} from './protocol.ts'

type Heard = Extract<FromWorkspace, { type: 'heard' }>
type Said = Extract<FromWorkspace, { type: 'said' }>

export interface WorkspaceEars {
  heard(heard: Heard): void
  said(said: Said): void
  fault(sentence: string): void
}

export interface OpenWorkspace extends Workspace {
  /** From now on these are told. */
  tells(ears: WorkspaceEars): void
  /** What all threads hold, read from scratch, and what the weather was. */
  read(): Promise<{ readonly threads: readonly HeldThread[]; readonly weathered: Weathered }>
  close(): Promise<void>
}

/** Starts a Slack with a team in it, in a process of its own. */
export async function openWorkspace(plan: WorkspacePlan): Promise<OpenWorkspace> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), { stdio: 'inherit' })
  const ready = Promise.withResolvers<Workspace>()
  let ears: WorkspaceEars | null = null
  let reading: PromiseWithResolvers<Extract<FromWorkspace, { type: 'holds' }>> | null = null

  child.on('exit', (code) => {
    const error = new Error(`The Slack of the replay ended with ${code}.`)
    ready.reject(error)
    reading?.reject(error)
    if (code !== 0 && code !== null) ears?.fault(error.message)
  })
  // Sent by a process of our own, whose types these are.
  child.on('message', (message: FromWorkspace) => {
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
  const ask = (message: ToWorkspace) => child.send(message)
  ask({ type: 'furnish', plan })

  return {
    ...(await ready.promise),
    tells(given) {
      ears = given
    },
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
