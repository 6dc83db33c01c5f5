import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { sendSentence } from './sentences.ts'

/** The answer where nothing is. */
export const nothingHere: RequestHandler = (request, response) => {
  sendSentence(request, response, 404, 'There is nothing at this address.')
}

/** Turns what was thrown into a sentence; what was not the sender's fault is logged, and its details stay here. */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  // Express knows it for an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const fault = senderFault(error)
    if (!fault) {
      const id: unknown = response.locals['requestId']
      log.error({ err: error, request: id, method: request.method }, 'a request failed')
    }
    if (response.headersSent) {
      response.destroy()
      return
    }
    const { status, sentence } = fault ?? ours
    sendSentence(request, response, status, sentence)
  }
}

interface Fault {
  readonly status: number
  readonly sentence: string
}

const ours: Fault = {
  status: 500,
  sentence: 'Something went wrong on our side. Try again in a minute.',
}

const SENTENCES: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'The body is not valid JSON.',
  'entity.too.large': 'The body is too large.',
  'entity.verify.failed': 'The body is not as it should be.',
  'encoding.unsupported': 'The body’s content-encoding is not known here: send it without one.',
  'charset.unsupported': 'The body’s character set is not known here: send UTF-8.',
  'request.aborted': 'The request was cut off before its end.',
  'request.size.invalid': 'The body is not as long as its content-length says.',
}

/** What the sender did wrong, by the marks that express and its body parser leave; null when it was not them. */
function senderFault(error: unknown): Fault | null {
  if (error instanceof URIError) {
    return {
      status: 400,
      sentence: 'The address is not well-formed: a % in it wants two hex digits.',
    }
  }
  if (!(error instanceof Error) || !('status' in error)) return null
  const { status } = error
  if (typeof status !== 'number' || status < 400 || status > 499) return null
  const type = 'type' in error ? String(error.type) : ''
  return { status, sentence: SENTENCES[type] ?? 'The request is not one that can be answered.' }
}
