import type { Request, Response } from 'express'
import { sendSentence } from './sentences.ts'

/** What is still read of an upload after its refusal: bytes, and ms. */
const MOST = 8 * 1024 * 1024
const PATIENCE = 2_000

/**
 * Answers an upload that is not taken while it is still coming in. Hanging up at once would take the
 * answer with it, so a little more is read and thrown away; whoever then still sends is cut off.
 */
export function refuseUpload(
  request: Request,
  response: Response,
  status: number,
  sentence: string,
): void {
  sendSentence(request, response, status, sentence)
  if (request.complete || request.destroyed) return
  let left = MOST
  const cut = () => request.destroy()
  const alarm = setTimeout(cut, PATIENCE)
  request.once('close', () => clearTimeout(alarm))
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) cut()
  })
  request.resume()
}
