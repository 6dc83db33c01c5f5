import type { ClientFrame, ClientSend, ServerFrame } from '../../../adapters/widget/protocol.ts'
import { isFinal, type Http } from './http.ts'

export interface PollerNeeds {
  token(): Promise<string>
  cursor(): number | null
  frame(frame: ServerFrame, asked: number | null): void
  failed(error: unknown): void
}

export type Poller = ReturnType<typeof createPoller>

const EVERY_MS = 3_000

/** The widget's life without a WebSocket: asks for changes every few seconds, and posts messages. */
export function createPoller(http: Http, needs: PollerNeeds) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const poller = {
    running: false,
    start() {
      if (poller.running) return
      poller.running = true
      void poll()
    },
    stop() {
      poller.running = false
      clearTimeout(timer)
    },
    /** Only messages travel without a WebSocket: true when it took the frame. */
    send(frame: ClientFrame) {
      if (frame.type === 'send') void post(frame)
      return frame.type === 'send'
    },
  }

  async function poll() {
    clearTimeout(timer)
    let wait = EVERY_MS
    try {
      const asked = needs.cursor()
      const changes = await http.changes(await needs.token(), asked)
      if (!poller.running) return
      needs.frame({ type: 'welcome', more: false, ...changes }, asked)
      if (changes.incomplete) wait = 0
    } catch (error) {
      needs.failed(error)
    }
    if (poller.running) timer = setTimeout(poll, wait)
  }

  async function post(frame: ClientSend) {
    const { id } = frame
    try {
      const { message } = await http.send(await needs.token(), frame)
      needs.frame({ type: 'received', id, message }, 0)
      if (poller.running) void poll()
    } catch (error) {
      if (isFinal(error) && error.status !== 401)
        needs.frame({ type: 'refused', id, error: error.message }, 0)
      else needs.failed(error)
    }
  }

  return poller
}
