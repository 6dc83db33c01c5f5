import { widgetSizes } from '../scripts/widget-size.ts'
import type { WidgetSizes } from '../scripts/widget-size.ts'

export type Sizes = WidgetSizes | { readonly why: string }

/** Bytes of the widget in brotli, or why they cannot be known: its pages may not build at the moment. */
export async function sizes(): Promise<Sizes> {
  try {
    return await widgetSizes()
  } catch (error) {
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split('\n')
    return { why: sentence }
  }
}
