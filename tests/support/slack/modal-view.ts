import { render } from './rendering.ts'
import { buttonsOf } from './message-view.ts'
import { objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import type { StoredView } from './model.ts'
import type { Office } from './office.ts'

/** A modal or Home tab as its person sees it. Also names it, wherever a view is wanted. */
export interface SeenView {
  readonly viewId: string
  readonly callbackId: string
  readonly title: string
  /** Its words, the labels of its fields included. */
  readonly text: string
  readonly buttons: readonly string[]
  readonly submit: string | null
  readonly privateMetadata: string
  readonly blocks: readonly JsonObject[]
}

export function seeView(office: Office, { id, view }: StoredView): SeenView {
  const blocks = objectsAt(view, 'blocks')
  return {
    viewId: id,
    callbackId: stringAt(view, 'callback_id') ?? '',
    title: stringAt(view['title'], 'text') ?? '',
    text: render(office, { text: '', blocks, reading: { mrkdwn: true, names: false } }),
    buttons: buttonsOf(blocks),
    submit: stringAt(view['submit'], 'text') ?? null,
    privateMetadata: stringAt(view, 'private_metadata') ?? '',
    blocks,
  }
}
