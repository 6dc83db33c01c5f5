import { describe, expect, it } from 'vitest'
import { deskBrowser, ninaWaits } from './desk-browser.ts'

const { sit } = deskBrowser()

describe('by when a visitor is to be answered', () => {
  it('stands on the card, and then that it is late', async () => {
    const { room, opens, page } = await sit({
      fill(its) {
        ninaWaits(its)
        its.changes('nina', { due: { before: 'Reply due', at: Date.now(), after: '(Fast)' } })
      },
    })
    await opens('Nina')
    const card = page.locator('.card')
    await card.getByText(/Reply due .*\d\d.* \(Fast\)/).waitFor()
    room.changes('nina', { due: { before: 'Overdue since', at: Date.now(), after: '(Fast)' } })
    await card.getByText(/Overdue since .*\d\d.* \(Fast\)/).waitFor()
    expect(await card.getByText('Reply due').count()).toBe(0)
  })
})
