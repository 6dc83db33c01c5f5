const NEAR_PX = 48
const EARLY_PX = 240

/** Keeps the log where the visitor has put it: at its end while they are at its end, else exactly there. */
export function createScroll(region: HTMLElement, pill: HTMLElement, atTop: () => void) {
  let stuck = true

  const toEnd = () => {
    stuck = pill.hidden = true
    region.scrollTop = region.scrollHeight
  }
  region.onscroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = region
    stuck = scrollHeight - scrollTop - clientHeight < NEAR_PX
    if (stuck) pill.hidden = true
    if (scrollTop < EARLY_PX) atTop()
  }
  pill.onclick = () => {
    toEnd()
    region.focus()
  }
  // A growing text field and the phone's keyboard take room from the log.
  const sizes = new ResizeObserver(() => stuck && toEnd())
  for (const part of [region, ...region.children]) sizes.observe(part)

  return {
    toEnd,
    offerEnd() {
      pill.hidden = stuck
    },
    /** Changes the log's content without moving what is on screen. */
    keeping(change: () => void) {
      const { top } = region.getBoundingClientRect()
      const rows = [...region.querySelectorAll('.line')]
      const anchor = rows.find((row) => row.getBoundingClientRect().bottom > top)
      const before = anchor?.getBoundingClientRect().top ?? 0
      change()
      if (stuck) region.scrollTop = region.scrollHeight
      else if (anchor) region.scrollTop += anchor.getBoundingClientRect().top - before
      if (region.clientHeight > 0 && region.scrollTop < EARLY_PX) atTop()
    },
  }
}
