import type { Face } from '../../../adapters/widget/protocol.ts'
import { h, webAddress } from './dom.ts'

/** A round picture of someone, or the first letter of their name on a colour of their own. */
export function faceNode({ name, picture }: Face, base: string): HTMLElement {
  const src = picture && webAddress(picture, base)
  const [letter] = Array.from(name)
  const node = h('span', { class: 'face', 'aria-hidden': 'true' }, letter)
  node.style.setProperty('--hue', `${name.charCodeAt(0) * 47}`)
  // Over the letter: a picture that does not load leaves the letter.
  const image = src && h('img', { src, alt: '', onerror: () => image && image.remove() })
  if (image) node.append(image)
  return node
}

/** The first few of them, overlapping. */
export function facesNode(faces: readonly Face[], base: string): HTMLElement {
  return h('span', { class: 'faces' }, ...faces.slice(0, 3).map((face) => faceNode(face, base)))
}
