import { expect, it } from 'vitest'
import { deskBrowser, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

const TEXT = 'Last week 4 conversations were sorted; people corrected 1 of the 3 they looked at.'

it('what is said outside of conversations stands over the page until it is put away, for good', async () => {
  const { room, page } = await sit({
    me: 'chi',
    fill(given) {
      ninaWaits(given)
      given.world = { ...given.world, notice: { id: 'week 1', text: TEXT } }
    },
  })
  const bar = page.locator('.bar-notice')
  await bar.getByText(TEXT).waitFor()
  await bar.getByRole('button', { name: 'Put away' }).click()
  await bar.waitFor({ state: 'detached' })
  await page.reload()
  await page.locator('.page').waitFor()
  await page.locator('.rail-member').first().waitFor()
  expect(await bar.count()).toBe(0)

  room.world = { ...room.world, notice: { id: 'week 2', text: 'Another week.' } }
  room.tell({ type: 'world', ...room.world })
  await bar.getByText('Another week.').waitFor()
})
