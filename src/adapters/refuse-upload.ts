import type { Request, Response } from 'express'
import { sendSentence } from './sentences.ts'

/** Read on before hanging up: bytes, and ms. */
const MOST = 4 * 1024 * 1024
const PATIENCE = 2_000

/**
 * Answers an upload that is not taken while it is still coming in. A sender hears the answer only when
 * nothing of theirs is left unread, so a little is read on; whoever then still sends is cut off.
 */
export async function refuseUpload(
  request: Request,
  response: Response,
  status: number,
  sentence: string,
): Promise<void> {
  await readOn(request)
  if (!request.complete) response.set('Connection', 'close')
  sendSentence(request, response, status, sentence)
}

async function readOn(request: Request): Promise<void> {
  if (request.complete || request.destroyed) return
  const done = Promise.withResolvers<void>()
  let left = MOST
  const count = (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) done.resolve()
  }
  const alarm = setTimeout(done.resolve, PATIENCE)
  request.on('data', count).once('end', done.resolve).once('close', done.resolve)
  await done.promise
  clearTimeout(alarm)
  request.off('data', count).pause()
}
