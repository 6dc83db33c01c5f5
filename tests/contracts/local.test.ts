import { expect, it } from 'vitest'
import { createBuckets } from '../../src/adapters/local/buckets.ts'
import { createLocalCoordination } from '../../src/adapters/local/index.ts'
import { coordinationContract } from './coordination.contract.ts'

function stoppedClock() {
  const clock = { at: 0, now: () => clock.at }
  return clock
}

coordinationContract('in one process', () => {
  const clock = stoppedClock()
  return {
    coordination: createLocalCoordination({ clock }),
    pass(ms) {
      clock.at += ms
    },
  }
})

it('A million strangers at the door take a bounded amount of memory, and cost nobody else their limit', () => {
  const clock = stoppedClock()
  const buckets = createBuckets(clock, 1_000)
  const limit = { burst: 1, perMinute: 1 }
  for (let stranger = 0; stranger < 20_000; stranger += 1) {
    buckets.take(`stranger ${stranger}`, limit)
    if (stranger % 500 === 0) buckets.take('regular', limit)
  }
  expect(buckets.size()).toBeLessThanOrEqual(1_000)
  expect(buckets.take('regular', limit)).toBe(false)
})

it('Strangers are forgotten when they might knock again anyway', () => {
  const clock = stoppedClock()
  const buckets = createBuckets(clock)
  const limit = { burst: 1, perMinute: 60 }
  for (let stranger = 0; stranger < 5_000; stranger += 1) {
    clock.at += 10
    buckets.take(`stranger ${stranger}`, limit)
  }
  expect(buckets.size()).toBeLessThan(200)
})

it('A clock that is set back takes nothing away', () => {
  const clock = stoppedClock()
  clock.at = 1_000_000
  const buckets = createBuckets(clock)
  const limit = { burst: 2, perMinute: 60 }
  buckets.take('door', limit)
  clock.at = 0
  expect(buckets.take('door', limit)).toBe(true)
})
