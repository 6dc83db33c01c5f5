type Value = string | number | boolean | null | undefined | ((event: never) => void)
type Values = Readonly<Record<string, Value>>
type Child = Node | string | null | undefined | false | 0

/** An element with attributes, `on…` listeners and children. Strings become text and never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Values = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    // The listener's own parameter type says which event it takes; `name` is that event's.
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else if (value || value === 0) element.setAttribute(name, value === true ? '' : String(value))
  }
  for (const child of children) if (child) element.append(child)
  return element
}

const CIRCLE = 'M12 21a9 9 0 100-18 9 9 0 000 18z'
const BELL = 'M6 9.5a6 6 0 0112 0c0 5.5 2 6.5 2 6.5H4s2-1 2-6.5M10.2 19.5a2 2 0 003.6 0'
const STROKES = {
  down: 'M6 9.5l6 6 6-6',
  close: 'M7 7l10 10M17 7L7 17',
  send: 'M12 19V5.5M6 11.5l6-6 6 6',
  attach: 'M12 5.5v13M5.5 12h13',
  emoji: `${CIRCLE}M8.5 14.3a4.5 4.5 0 007 0M9 9.5v.01M15 9.5v.01`,
  bell: BELL,
  mute: `${BELL}M4 4l16 16`,
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  clock: `${CIRCLE}M12 7.5V12l3 2`,
}

export type IconName = keyof typeof STROKES

/** A line drawing for the eye alone; the control that holds it has the name. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  const path = document.createElementNS(space, 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', STROKES[name])
  svg.append(path)
  return svg
}

/** A button that shows only a drawing. */
export function iconButton(name: IconName, label: string, onclick: () => void) {
  return h('button', { type: 'button', class: 'icon', title: label, onclick }, icon(name))
}

/** A button that is a word or two. */
export function textButton(label: string, onclick: () => void) {
  return h('button', { type: 'button', class: 'text', onclick }, label)
}

/** The address when it leads to the web, else null: `javascript:` and its like never become links. */
export function webAddress(url: string, base?: string): string | null {
  try {
    const { protocol, href } = new URL(url, base)
    return /^https?:$/.test(protocol) ? href : null
  } catch {
    return null
  }
}

/** A link that tells the other site nothing and cannot reach back. */
export function webLink(href: string, attributes: Values, ...children: Child[]) {
  const safe = { href, target: '_blank', rel: 'noopener noreferrer nofollow' }
  return h('a', { ...safe, ...attributes }, ...children)
}
