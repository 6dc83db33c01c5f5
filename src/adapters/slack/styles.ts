import type { Style } from '../../conversation/message.ts'

/** The styles that Slack and content share, by the same names. */
export const STYLES = ['bold', 'italic', 'strike', 'code'] as const satisfies readonly Style[]
