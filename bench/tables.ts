import type { Pass } from './passes.ts'
import type { IdleMemory } from './idle.ts'
import type { Recovery } from './starting.ts'
import { against, TARGETS } from './targets.ts'
import type { Sizes } from './sizes.ts'

/** Throughput: messages a second, and what each costs the road's process. */
export function throughputTable(passes: readonly (Pass & { readonly atOnce: number })[]): string {
  return table(
    [
      '',
      'at once',
      'bare /s',
      'Greenroom /s',
      'ratio',
      'bare µs CPU',
      'Greenroom µs CPU',
      'rounds',
    ],
    passes.map(({ way, atOnce, bare, greenroom }) => [
      way,
      String(atOnce),
      whole(bare.perSecond),
      whole(greenroom.perSecond),
      times(greenroom.perSecond / bare.perSecond),
      whole(bare.cpu),
      whole(greenroom.cpu),
      `${bare.rounds} + ${greenroom.rounds}`,
    ]),
  )
}

/** Latency in ms at a steady rate. */
export function latencyTable(passes: readonly Pass[]): string {
  return table(
    ['', 'bare p50', 'Greenroom p50', 'ratio', 'bare p99', 'Greenroom p99', 'ratio'],
    passes.map(({ way, bare, greenroom }) => [
      way,
      ms(bare.p50),
      ms(greenroom.p50),
      against(greenroom.p50 / bare.p50, TARGETS.p50, times),
      ms(bare.p99),
      ms(greenroom.p99),
      against(greenroom.p99 / bare.p99, TARGETS.p99, times),
    ]),
  )
}

interface Idle {
  readonly bare: IdleMemory
  readonly greenroom: IdleMemory
  readonly visitors: number
}

export interface Footprint {
  /** Bytes. */
  readonly idle: Idle | null
  /** Ms. */
  readonly start: number
  readonly recovery: Recovery
  readonly widget: Sizes
}

export function footprintTable({ idle, start, recovery, widget }: Footprint): string {
  const { first, last, faults } = recovery
  const wrong = faults.length > 0 ? `; VOID: ${faults.join(', ')}` : ''
  return table(
    ['', ''],
    [
      ...idleRows(idle),
      ['start to first answer', against(start, TARGETS.start, wholeMs)],
      [
        'start after kill -9 to the first overdue reply at its visitor',
        `${against(first, TARGETS.recovery, wholeMs)}; the last after ${wholeMs(last)}${wrong}`,
      ],
      ...sizeRows(widget),
    ],
  )
}

function idleRows(idle: Idle | null): string[][] {
  if (!idle) return [['memory for each idle visitor', 'not measured in a quick run']]
  const { bare, greenroom, visitors } = idle
  const collected = against(greenroom.collected / 1024, TARGETS.idle, kb)
  return [
    [
      `memory for each of ${visitors.toLocaleString('en')} idle visitors, garbage collected`,
      `${collected}; bare ${kb(bare.collected / 1024)}`,
    ],
    [
      'the same, seconds after they came',
      `${kb(greenroom.atOnce / 1024)}; bare ${kb(bare.atOnce / 1024)}`,
    ],
  ]
}

function sizeRows(widget: Sizes): string[][] {
  if ('why' in widget) return [['the widget’s sizes', `not measured: ${widget.why}`]]
  return [
    ['loader, brotli', against(widget.loader / 1024, TARGETS.loader, kb)],
    ['app, brotli', against(widget.app / 1024, TARGETS.app, kb)],
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const whole = (value: number) => Math.round(value).toLocaleString('en')
const wholeMs = (value: number) => `${whole(value)} ms`
const times = (value: number) => `${value.toFixed(2)} ×`
const ms = (value: number) => value.toFixed(2)
const kb = (value: number) => `${value.toFixed(2)} KB`
