import type { Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { parseThread } from './refs.ts'
import type { UploadState } from './upload-states.ts'

const DONE: Receipt = { ok: true, ref: '' }

/** Deletes what was uploaded into these threads; a file that is gone already is deleted. */
export async function discardUploads(
  gateway: Gateway,
  threads: Readonly<Record<string, UploadState>>,
): Promise<Receipt> {
  for (const [thread, { sent, ts }] of Object.entries(threads)) {
    for (const { id } of sent) {
      const receipt = await done(gateway, 'files.delete', { file: id })
      if (!receipt.ok) return receipt
    }
    const channel = parseThread(thread)?.channel
    if (channel === undefined || ts === null) continue
    // Without its file the post says nothing any more: where it may not go, it may stay.
    const receipt = await done(gateway, 'chat.delete', { channel, ts })
    if (!receipt.ok && receipt.kind === 'retry') return receipt
  }
  return DONE
}

async function done(
  gateway: Gateway,
  method: string,
  args: Record<string, string>,
): Promise<Receipt> {
  const called = await gateway.call({ method, args, channel: args['channel'] ?? '' })
  return called.ok ? DONE : receiptOf(called, 'post')
}
