import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { widgetHouse } from './widget-house.ts'
import type { PublicBlock } from '../../src/adapters/widget/protocol.ts'

const house = widgetHouse()

const hostile = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg onload=window.hacked=1>',
  '{{constructor.constructor("window.hacked = 1")()}}',
  '&lt;b&gt; &amp; &#60;i&#62;',
  'javascript:window.hacked=1',
  '\u202eoverridden right to left',
  'שלום عالم mixed with English',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
  'x'.repeat(5_000),
  'line\n\n\nline',
  '\ud83d\ude00 👩‍👩‍👧‍👦 🏳️‍🌈',
]

test('whatever is written is shown as text, by both sides', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  for (const text of hostile) await visitor.say(text)
  await visitor.sees(...hostile)
  for (const text of hostile) house.server.reply('', { blocks: [paragraph(text)] })
  await visitor.sees(...hostile, ...hostile)
  expect(await visitor.page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(await visitor.panel.getByRole('link').count()).toBe(0)
  expect(await sideways(visitor.page)).toBe(0)
})

test('a link that leads nowhere on the web is text, and a hostile name stays in its place', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('Hello')
  await visitor.sees('Hello')
  const inlines = [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
  ].map((url) => ({ kind: 'link' as const, url, text: `press ${url}` }))
  house.server.visitor().agent = { name: '<b>Ana</b>\u202e', picture: 'javascript:alert(1)' }
  house.server.reply('', { blocks: [{ kind: 'paragraph', inlines }] })
  await visitor.panel.getByText('press javascript:alert(1)').waitFor()
  expect(await visitor.panel.getByRole('link').count()).toBe(0)
  expect(await visitor.panel.getByRole('heading').innerText()).toContain('<b>Ana</b>')
})

test('what an agent sends is shown with its quotes, lists, code and styles', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('How?')
  await visitor.sees('How?')
  const text = (text: string) => ({ kind: 'text' as const, text })
  house.server.reply('', {
    blocks: [
      { kind: 'quote', inlines: [text('How?')] },
      { kind: 'list', ordered: true, items: [[text('First')], [text('Second')]] },
      { kind: 'code', text: 'npm start' },
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'bold', style: ['bold', 'italic'] },
          { kind: 'emoji', name: 'parrot' },
          { kind: 'emoji', name: 'tada', unicode: '🎉' },
          { kind: 'mention', name: 'Ben' },
          { kind: 'link', url: 'https://example.com/', text: 'here' },
        ],
      },
    ],
  })
  await visitor.panel.locator('.bubble blockquote').waitFor()
  const html = await visitor.panel.locator('.bubble').last().innerHTML()
  expect(html.replaceAll(/ (?:dir|href|target|rel)="[^"]*"/g, '')).toBe(
    '<blockquote>How?</blockquote><ol><li>First</li><li>Second</li></ol><pre>npm start</pre>' +
      '<p><i><b>bold</b></i>:parrot:🎉<bdi>@Ben</bdi><a>here</a></p>',
  )
})

test('a very long message is folded, and unfolds', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  const long = 'All of it. '.repeat(9_000).trim()
  await visitor.say(long)
  const bubble = visitor.panel.locator('.bubble')
  await bubble.waitFor()
  expect((await bubble.boundingBox())?.height).toBeLessThan(300)
  await visitor.panel.getByRole('button', { name: 'Show all' }).click()
  expect((await bubble.boundingBox())?.height).toBeGreaterThan(10_000)
  await house.server.until(() => house.server.visitor().texts()[0] === long)
})

test('text beyond the limit stays in the field, with how much it is too long', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('y'.repeat(100_020))
  await visitor.panel.getByRole('alert').getByText('20 characters too long.').waitFor()
  expect((await visitor.field.inputValue()).length).toBe(100_020)
})

test.each(['light', 'dark'] as const)('axe finds nothing in the %s look', async (colorScheme) => {
  const visitor = await house.visitor({ colorScheme })
  await visitor.launcher.waitFor()
  expect(await violations(visitor.page)).toEqual([])
  await visitor.open()
  expect(await violations(visitor.page)).toEqual([])
  await visitor.say('Hello')
  await visitor.sees('Hello')
  house.server.reply('See https://example.com')
  house.server.moods.refuseNext = 'Too fast.'
  await visitor.say('Hello?')
  await visitor.panel.getByRole('button', { name: 'Try again' }).waitFor()
  await visitor.panel.getByRole('button', { name: 'Options' }).click()
  expect(await violations(visitor.page)).toEqual([])
  await visitor.panel.getByRole('button', { name: 'Emoji' }).click()
  expect(await violations(visitor.page)).toEqual([])
})

test('every control has a name', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.say('Hello')
  await visitor.sees('Hello')
  await visitor.panel.getByRole('button', { name: 'Emoji' }).click()
  const tree = await visitor.page.locator('greenroom-widget').ariaSnapshot()
  const controls = tree.split('\n').filter((line) => /- (?:button|textbox|link)/.test(line))
  expect(controls.length).toBeGreaterThan(60)
  expect(controls.filter((line) => !/- (?:button|textbox|link) "./.test(line))).toEqual([])
})

test('the keyboard alone is enough, and the focus goes in and comes back', async () => {
  const visitor = await house.visitor()
  await visitor.launcher.focus()
  await visitor.page.keyboard.press('Enter')
  await visitor.field.waitFor()
  expect(await visitor.field.evaluate(isFocused)).toBe(true)
  expect(await visitor.launcher.getAttribute('aria-expanded')).toBe('true')
  await visitor.page.keyboard.type('One line')
  await visitor.page.keyboard.press('Shift+Enter')
  await visitor.page.keyboard.type('and another')
  await visitor.page.keyboard.press('Enter')
  await visitor.sees('One line\nand another')
  await visitor.page.keyboard.press('Shift+Tab')
  await visitor.page.keyboard.press('Enter')
  await visitor.page.keyboard.press('ArrowRight')
  await visitor.page.keyboard.press('Enter')
  expect(await visitor.field.inputValue()).toBe('😁')
  await visitor.page.keyboard.press('Escape')
  await visitor.panel.waitFor({ state: 'hidden' })
  expect(await visitor.launcher.evaluate(isFocused)).toBe(true)
})

test('a press opens it ready to be typed into, with all its motion', async () => {
  const visitor = await house.visitor({ reducedMotion: 'no-preference' })
  await visitor.launcher.click()
  await visitor.field.waitFor()
  expect(await visitor.field.evaluate(isFocused)).toBe(true)
})

test('Enter that ends an input method’s composition sends nothing', async () => {
  const visitor = await house.visitor()
  await visitor.open()
  await visitor.field.fill('にほん')
  await visitor.field.evaluate((field) => {
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }),
    )
  })
  expect(await visitor.field.inputValue()).toBe('にほん')
  await visitor.field.press('Enter')
  await visitor.sees('にほん')
})

test.each([320, 375, 480])(
  'on a phone %i pixels wide the chat fills the screen, and nothing sticks out',
  async (width) => {
    const visitor = await house.visitor({ viewport: { width, height: 560 }, hasTouch: true })
    await visitor.launcher.tap()
    await visitor.field.waitFor()
    for (const text of ['x'.repeat(400), 'a word or two', 'https://example.com/'.repeat(9)]) {
      await visitor.say(text)
    }
    await visitor.panel.getByRole('img', { name: 'Sent' }).first().waitFor()
    expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width, height: 560 })
    expect(await sideways(visitor.page)).toBe(0)
    expect(await visitor.launcher.isVisible()).toBe(false)
  },
)

test('the site’s styles do not reach in, and the widget’s do not reach out', async () => {
  const css = `* { font-size: 40px !important; color: red !important; position: static !important; display: block !important }
    button, textarea { width: 7px !important }`
  const plain = await house.visitor()
  const before = await plain.page.locator('h1').evaluate(look)
  await plain.open()
  expect(await plain.page.locator('h1').evaluate(look)).toBe(before)
  const styled = await house.visitor({}, `${house.server.site}?css=${encodeURIComponent(css)}`)
  await styled.open()
  expect(await styled.panel.boundingBox()).toEqual(await plain.panel.boundingBox())
  expect(await styled.field.evaluate(look)).toBe(await plain.field.evaluate(look))
})

test('the page’s tag chooses side, colour and look', async () => {
  const attributes = 'data-position="left" data-color="#ffd54a" data-theme="dark"'
  const site = `${house.server.site}?attributes=${encodeURIComponent(attributes)}`
  const visitor = await house.visitor({}, site)
  await visitor.open()
  expect((await visitor.launcher.boundingBox())?.x).toBe(20)
  expect((await visitor.panel.boundingBox())?.x).toBe(20)
  const colors = await visitor.launcher.evaluate((button) => {
    const { backgroundColor, color } = getComputedStyle(button)
    return [backgroundColor, color]
  })
  expect(colors).toEqual(['rgb(255, 213, 74)', 'rgb(0, 0, 0)'])
  expect(await visitor.panel.evaluate((panel) => getComputedStyle(panel).backgroundColor)).toBe(
    'rgb(28, 26, 24)',
  )
})

test('it runs under a strict content security policy', async () => {
  const { url, site } = house.server
  const policy = `default-src 'none'; script-src ${url}; connect-src ${url} ${url.replace('http', 'ws')}; img-src ${url}; style-src 'none'`
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  const visitor = await house.visitor({}, 'about:blank')
  const complaints: string[] = []
  visitor.page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text())
  })
  await visitor.page.goto(`${site}?bare=1&head=${encodeURIComponent(head)}`)
  await visitor.open()
  await visitor.say('Hello')
  await visitor.panel.getByRole('img', { name: 'Sent' }).waitFor()
  expect(complaints).toEqual([])
})

function paragraph(text: string): PublicBlock {
  return { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
}

function look(element: Element) {
  const { color, fontSize, fontFamily, width, display } = getComputedStyle(element)
  return [color, fontSize, fontFamily, width, display].join()
}

function isFocused(element: Element) {
  const root = element.getRootNode()
  return root instanceof ShadowRoot && root.activeElement === element
}

/** By how many pixels anything can be scrolled sideways. */
function sideways(page: Page) {
  return page.evaluate(() => {
    const root = document.querySelector('greenroom-widget')?.shadowRoot
    const parts = [
      document.documentElement,
      ...(root?.querySelectorAll('.panel, .log, .box') ?? []),
    ]
    return Math.max(...parts.map((part) => part.scrollWidth - part.clientWidth))
  })
}

test.each(['/demo/', '/demo/shop.html'])('axe finds nothing at %s', async (path) => {
  const visitor = await house.visitor({}, house.server.url + path)
  await visitor.launcher.waitFor()
  expect(await violations(visitor.page)).toEqual([])
})
