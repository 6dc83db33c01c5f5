import { Readable } from 'node:stream'
import type { OpenedFile } from '../file-intake.ts'
import type { SlackFailure } from './failures.ts'

/** Ms for all of a file. A try of the outbox is shorter; the next one joins what is still under way. */
const TIMEOUT = 120_000

/** Streams a file to the address that Slack gave for it; null when Slack has all of it. Ends the stream. */
export async function sendBytes(
  address: string,
  { stream, size }: OpenedFile,
): Promise<SlackFailure | null> {
  try {
    const sending = {
      method: 'POST',
      // With its length, or it would go in chunks, of which Slack cannot tell when they are all.
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
      body: Readable.toWeb(stream),
      duplex: 'half',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    }
    // Node's types and browsers' disagree about the same stream.
    const response = await fetch(address, sending as RequestInit)
    await response.body?.cancel()
    return response.ok ? null : { status: response.status }
  } catch {
    return {}
  } finally {
    stream.destroy()
  }
}
