import type { ClientFrame, ServerFrame } from '../../../adapters/widget/protocol.ts'
import { isFinal, type Http } from './http.ts'
import type { Poller } from './poller.ts'
import { openSocket, type Socket } from './socket.ts'

/** `stopped`: the server wants no more of it. */
export type Link = 'live' | 'offline' | 'stopped'

export interface ConnectionNeeds {
  readonly http: Http
  readonly socketUrl: string
  /** A token, a fresh one if the last was turned away. */
  token(renew?: boolean): Promise<string>
  cursor(): number | null
  /** `asked`: the cursor that this link began with. */
  frame(frame: ServerFrame, asked: number | null): void
  /** `problem`: why the server wants no more of it. */
  link(link: Link, problem?: string): void
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const TRIES_BEFORE_POLLING = 3

/** Keeps one link to the server for as long as the page lives: a WebSocket, and polling where those do not get through. */
export function createConnection(needs: ConnectionNeeds) {
  let socket: Socket | null = null
  let welcomed = false
  let busy = false
  let failures = 0
  let renew = false
  let stopped = false
  let again: ReturnType<typeof setTimeout> | undefined
  let poller: Poller | undefined

  /** Few ever need it, so it comes when it is needed. */
  async function poll() {
    const { createPoller } = await import('./poller.ts')
    poller ??= createPoller(needs.http, {
      ...needs,
      frame(frame, asked) {
        needs.frame(frame, asked)
        needs.link('live')
      },
      failed(error) {
        if (!poller?.running) return
        needs.link('offline')
        if (!isFinal(error)) return
        renew = true
        later()
      },
    })
    if (!welcomed && !stopped) poller.start()
  }

  async function dial() {
    if (busy || stopped || socket) return
    busy = true
    try {
      const token = await needs.token(renew)
      renew = false
      if (!stopped) open(token)
    } catch (error) {
      if (isFinal(error)) stop(error.message)
      else later()
    }
    busy = false
  }

  function open(token: string) {
    const asked = needs.cursor()
    const hello: ClientFrame = { type: 'hello', token, cursor: asked }
    socket = openSocket(needs.socketUrl, hello, (frame) => heard(frame, asked), later)
  }

  function heard(frame: ServerFrame, asked: number | null) {
    if (frame.type === 'goodbye') {
      if (!frame.again) return stop(frame.error)
      renew = true
      return later()
    }
    if (frame.type !== 'welcome') return needs.frame(frame, asked)
    welcomed = true
    failures = 0
    poller?.stop()
    // Before the link is called live: what the welcome brings may show that something unconfirmed has arrived.
    needs.frame(frame, asked)
    needs.link('live')
  }

  function later() {
    drop()
    if (!poller?.running) needs.link('offline')
    // Where even its code does not come, the next try asks again.
    if (failures >= TRIES_BEFORE_POLLING) poll().catch(() => undefined)
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++)
    again = setTimeout(dial, wait * (0.5 + Math.random() / 2))
  }

  function drop() {
    clearTimeout(again)
    socket?.close()
    socket = null
    welcomed = false
  }

  function rest() {
    drop()
    poller?.stop()
    if (!stopped) needs.link('offline')
  }

  function stop(problem = '') {
    stopped = true
    rest()
    needs.link('stopped', problem)
  }

  return {
    /** Connects at once, whatever wait was on; where there is a link, makes sure that it lives. */
    connect() {
      socket?.check()
      void dial()
    },
    /** False where the present link cannot carry this frame; it was not sent. */
    send(frame: ClientFrame): boolean {
      if (poller?.running) return poller.send(frame)
      if (welcomed) socket?.send(frame)
      return welcomed
    },
    /** Leaves a link that no longer answers, and connects anew. */
    restart() {
      rest()
      void dial()
    },
    /** Lets go of the link until `connect`. */
    rest,
    /** For good. */
    stop,
  }
}
