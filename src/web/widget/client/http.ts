import type {
  Changes,
  ClientSend,
  Identity,
  PublicFile,
  Session,
  Settings,
} from '../../../adapters/widget/protocol.ts'

/** The server said no: `message` is its sentence, which may be empty. */
export class Failure extends Error {
  /** The HTTP status; 0 where an upload got no answer. */
  readonly status: number
  constructor(status: number, sentence = '') {
    super(sentence)
    this.status = status
  }
}

/** True when the same would be refused again. */
export function isFinal(error: unknown): error is Failure {
  const { status } = error as Partial<Failure>
  return !!status && status >= 400 && status < 500 && status !== 429
}

export type Http = ReturnType<typeof httpAt>

/** What the visitor answered before they wrote, by the questions’ keys. */
export type Answers = Readonly<Record<string, string>>

interface Answer {
  readonly error?: string
}

const PATIENCE_MS = 10_000

/** The inbox's HTTP side. Throws a Failure for what the server says no to, and others where it cannot be reached. */
export function httpAt(address: string) {
  // The types are the server's own protocol: the same release serves both sides.
  const ask = async <T>(path: string, token?: string, body?: unknown) => {
    const response = await fetch(address + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      // Without a body this is undefined, and no body.
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const answer = (await response.json().catch(() => null)) as (T & Answer) | null
    if (response.ok && answer) return answer
    throw new Failure(response.status, answer?.error)
  }

  return {
    settings: () => ask<Settings>('/settings'),
    session: (token: string | null, identity?: Identity, answers?: Answers) =>
      ask<Session>('/session', '', {
        token: token ?? undefined,
        identity,
        answers,
        page: {
          url: location.href,
          title: document.title,
          referrer: document.referrer,
          language: navigator.language,
        },
      }),
    send: (token: string, message: ClientSend) =>
      ask<{ message: string }>('/messages', token, message),
    /** The newest page when `since` is null. */
    changes: (token: string, since: number | null) =>
      ask<Changes>(`/changes${since === null ? '' : `?since=${since}`}`, token),
    /** Tells how far it is as a part of 1. fetch cannot tell that, so this is an XMLHttpRequest. */
    upload(token: string, file: File, progress: (part: number) => void, signal: AbortSignal) {
      return new Promise<PublicFile>((resolve, reject) => {
        const request = new XMLHttpRequest()
        request.open('POST', `${address}/files`)
        request.responseType = 'json'
        request.setRequestHeader('authorization', `Bearer ${token}`)
        request.setRequestHeader('content-type', file.type || 'application/octet-stream')
        request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
        request.upload.onprogress = (event) => progress(event.loaded / event.total)
        request.onloadend = () => {
          const answer = request.response as ({ file?: PublicFile } & Answer) | null
          if (answer?.file) resolve(answer.file)
          else reject(new Failure(request.status, answer?.error))
        }
        signal.addEventListener('abort', () => request.abort())
        request.send(file)
      })
    },
  }
}
