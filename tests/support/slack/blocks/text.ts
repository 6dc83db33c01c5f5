import { z } from 'zod'

/** A non-empty string of at most `most` characters. */
export function upTo(most: number): z.ZodString {
  return z
    .string()
    .min(1, 'must be more than 0 characters')
    .max(most, `must be less than ${most + 1} characters`)
}

export function plainText(most: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: upTo(most),
    emoji: z.boolean().optional(),
  })
}

function mrkdwn(most: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: upTo(most),
    verbatim: z.boolean().optional(),
  })
}

export function anyText(most: number) {
  return z.discriminatedUnion('type', [plainText(most), mrkdwn(most)])
}

export const confirmation = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
})

/** One choice of a select or an overflow menu. */
export const option = z.strictObject({
  text: plainText(75),
  // The reference says 150; the SDK's types say 75. The smaller is safe under both.
  value: upTo(75),
  description: plainText(75).optional(),
  url: z.string().max(3000).optional(),
})

/** One choice of checkboxes and radio buttons, which take formatting too. */
export const richOption = z.strictObject({
  text: anyText(75),
  value: upTo(75),
  description: anyText(75).optional(),
})

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(option).min(1).max(100, 'no more than 100 items allowed'),
})
