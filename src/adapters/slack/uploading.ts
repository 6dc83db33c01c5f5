import { z } from 'zod'
import type { FileRef } from '../../conversation/message.ts'
import type { Receipt } from '../../ports.ts'
import type { Files } from '../files.ts'
import { ERRORS } from './errors.ts'
import type { Called, Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'

/** Why a file is not in Slack: for now, by this receipt; or for good, for this reason, so that it becomes a link. */
export type WhyNot =
  { readonly receipt: Extract<Receipt, { ok: false }> } | { readonly reason: string }

export const GIVEN_UP = 'Slack could not be brought to take it.'

/** Slack takes files of up to a gigabyte. */
const LARGEST = 1_000_000_000

const ticket = z.looseObject({ upload_url: z.string(), file_id: z.string() })

/** Brings a file's bytes to Slack, where nobody sees them yet; gives back its id there. */
export async function uploadFile(
  { gateway, files }: { readonly gateway: Gateway; readonly files: Pick<Files, 'open'> },
  file: FileRef,
): Promise<{ readonly id: string } | WhyNot> {
  if (file.size > LARGEST) return { reason: 'Slack takes no files of this size.' }
  const args = { filename: file.name, length: file.size }
  const asked = await gateway.call({ method: 'files.getUploadURLExternal', args })
  if (!asked.ok) return whyNot(asked)
  const given = ticket.safeParse(asked.data).data
  if (!given) return { reason: GIVEN_UP }
  const sent = await gateway.upload(given.upload_url, () => files.open(file))
  if (sent.ok) return { id: given.file_id }
  if ('late' in sent || sent.failure.error !== undefined) return whyNot(sent)
  // An address takes bytes once: whatever went wrong, another one may work.
  return { receipt: { ok: false, kind: 'retry', reason: GIVEN_UP } }
}

/** What a failure means for a file: a link does instead, unless nothing at all can be sent there. */
export function whyNot(called: Extract<Called, { ok: false }>): WhyNot {
  const receipt = receiptOf(called, 'thread')
  if (receipt.ok) return { reason: GIVEN_UP }
  const error = 'failure' in called ? called.failure.error : undefined
  const stops = error !== undefined && ERRORS[error]?.loses !== undefined
  return receipt.kind === 'retry' || stops ? { receipt } : { reason: receipt.reason }
}
