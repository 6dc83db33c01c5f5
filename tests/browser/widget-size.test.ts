import { expect, test } from 'vitest'
import { widgetSizes } from '../../scripts/widget-size.ts'

test('a visitor’s browser loads no more than 1 KB for the launcher and 12 KB for the chat', async () => {
  const { loader, app } = await widgetSizes()
  expect(loader).toBeLessThanOrEqual(1024)
  expect(app).toBeLessThanOrEqual(12 * 1024)
})
