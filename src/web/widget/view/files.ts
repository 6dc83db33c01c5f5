import type { PublicFile } from '../../../adapters/widget/protocol.ts'
import { h, webAddress, webLink } from './dom.ts'
import type { Ui } from './ui.ts'

const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/

/** A picture in its place, which opens larger; any other file as a card. */
export function fileNode(
  { name, type, size, width, height, url }: PublicFile,
  { base, language }: Ui,
) {
  const src = webAddress(url, base) ?? ''
  const link = webLink(src, { class: 'file', download: name })
  const card = [h('bdi', {}, name), h('small', {}, sizeText(size, language))]
  link.append(...card)
  if (!PICTURE.test(type)) return link
  const image = h('img', {
    src,
    alt: name,
    width: width ?? 240,
    height: height ?? 180,
    onerror() {
      link.className = 'file'
      link.replaceChildren(...card)
    },
  })
  link.className = 'picture'
  link.replaceChildren(image)
  link.onclick = (event) => {
    if (event.metaKey || event.ctrlKey || !image.isConnected) return
    event.preventDefault()
    enlarge(link, name)
  }
  return link
}

/** Over everything, until it is pressed, or Escape is. */
function enlarge(link: HTMLAnchorElement, alt: string) {
  const picture = h('img', {
    src: link.href,
    alt,
    popover: 'auto',
    onclick: () => picture.remove(),
    ontoggle: () => picture.matches(':popover-open') || picture.remove(),
  })
  link.after(picture)
  picture.showPopover()
}

/** A number of bytes as people write it, such as “2.4 MB” or “12 KB”. */
export function sizeText(bytes: number, language: string): string {
  return bytes < 1e5
    ? `${Math.ceil(bytes / 1e3)} KB`
    : `${(Math.ceil(bytes / 1e5) / 10).toLocaleString(language)} MB`
}
