import type { ComponentChildren } from 'preact'

// One hand: a grid of 16, strokes of 1.5 with round ends, in the colour of the text beside them.
const SHAPES = {
  waiting: (
    <>
      <circle cx="8" cy="8.5" r="5.5" />
      <path d="M8 5.5v3l2 1.5M6.5 1.5h3" />
    </>
  ),
  mine: (
    <>
      <circle cx="8" cy="5.5" r="2.75" />
      <path d="M2.75 13.5c.6-2.6 2.7-4 5.25-4s4.65 1.4 5.25 4" />
    </>
  ),
  open: (
    <>
      <path d="M2 9.5h3l1 2h4l1-2h3" />
      <path d="M3.6 3.5h8.8l1.6 6v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-3z" />
    </>
  ),
  snoozed: <path d="M13.5 9.6A5.75 5.75 0 0 1 6.4 2.5a5.75 5.75 0 1 0 7.1 7.1z" />,
  closed: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.4 8.2 1.8 1.8 3.4-3.8" />
    </>
  ),
  hash: <path d="M6.5 2 5 14M11 2 9.5 14M2.5 5.5h11M2.5 10.5h11" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.5 13c.5-2.3 2.3-3.5 4.5-3.5s4 1.2 4.5 3.5M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.8c1.4.5 2.2 1.6 2.5 3.2" />
    </>
  ),
  invite: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.5 13c.5-2.3 2.3-3.5 4.5-3.5 1.5 0 2.8.5 3.6 1.6M12.5 8.5v5M10 11h5" />
    </>
  ),
  send: (
    <path d="M2.5 8h6M2.5 8 1.6 2.9c-.1-.6.5-1 1-.8l11.3 5.2c.6.3.6 1.1 0 1.4L2.6 13.9c-.5.2-1.1-.2-1-.8z" />
  ),
  clip: (
    <path d="m13.5 7.5-5.6 5.6a3.2 3.2 0 0 1-4.6-4.6l5.7-5.6a2.1 2.1 0 0 1 3 3L6.4 11.5a1 1 0 0 1-1.5-1.5l5-5" />
  ),
  undo: <path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3" />,
  retry: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  check: <path d="m3 8.5 3.2 3.2L13 4.5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.3 1.6" />
    </>
  ),
  alert: (
    <>
      <path d="M8 2 14.5 13.5h-13z" />
      <path d="M8 6.5v3M8 11.6v.1" />
    </>
  ),
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  back: <path d="M9.5 3.5 5 8l4.5 4.5" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  panel: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M10 3v10" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  edit: <path d="M10.5 3 13 5.5 5.5 13H3v-2.5zM9 4.5 11.5 7" />,
  trash: <path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  leave: <path d="M6 2.5H3.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H6M6.5 8h7M11 5.5 13.5 8 11 10.5" />,
  tag: (
    <>
      <path d="M2 3v4.6c0 .3.1.5.3.7l5.4 5.4c.4.4 1 .4 1.4 0l4.6-4.6c.4-.4.4-1 0-1.4L8.3 2.3A1 1 0 0 0 7.6 2H3a1 1 0 0 0-1 1z" />
      <path d="M5 5v.1" />
    </>
  ),
  link: (
    <path d="M6.8 9.2 9.2 6.8M7.5 4.5l1.3-1.3a2.8 2.8 0 0 1 4 4L11.5 8.5M8.5 11.5l-1.3 1.3a2.8 2.8 0 0 1-4-4L4.5 7.5" />
  ),
  file: (
    <>
      <path d="M9 2H4.5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5.5z" />
      <path d="M9 2v3.5h3.5" />
    </>
  ),
  verified: (
    <>
      <path d="M8 1.5 13 3.5v4c0 3.2-2.1 5.7-5 7-2.9-1.3-5-3.8-5-7v-4z" />
      <path d="m5.7 7.8 1.6 1.7 3-3.3" />
    </>
  ),
  slash: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" />
      <path d="m9.5 5-3 6" />
    </>
  ),
  keys: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.5" />
      <path d="M4 7v.1M6.7 7v.1M9.3 7v.1M12 7v.1M5 9.8h6" />
    </>
  ),
  tick: <circle cx="8" cy="8" r="2" />,
  smile: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M5.4 9.4a3 3 0 0 0 5.2 0M6 6.2v.1M10 6.2v.1" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c1.8 1.7 2.6 3.7 2.6 6S9.8 12.3 8 14M8 2C6.2 3.7 5.4 5.7 5.4 8S6.2 12.3 8 14" />
    </>
  ),
} satisfies Record<string, ComponentChildren>

export type IconName = keyof typeof SHAPES

/** A drawing beside words; it says nothing by itself to who cannot see it. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  )
}

/** Bars that say how urgent: one to four. */
export function PriorityBars({ level }: { readonly level: 'low' | 'normal' | 'high' | 'urgent' }) {
  const filled = { low: 1, normal: 2, high: 3, urgent: 4 }[level]
  return (
    <svg class={`bars bars-${level}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={1 + bar * 3.75}
          y={11 - bar * 3}
          width="2.75"
          height={4 + bar * 3}
          rx="1"
          opacity={bar < filled ? 1 : 0.25}
          fill="currentColor"
        />
      ))}
    </svg>
  )
}
