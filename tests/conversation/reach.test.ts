import { describe, it } from 'vitest'
import { ben, given, machine, nina, says, the, writes } from '../support/given.ts'

const failed = () =>
  given(
    [nina, writes('hello')],
    [ben, { type: 'claim' }],
    [ben, says('hi!', 'auto', 'r1')],
    [ben, says('just for us', 'note', 'n1')],
    [machine, { type: 'fail', target: the('r1'), reason: 'Their messages are closed.' }],
  )

describe('a visitor who cannot be reached', () => {
  it('is said so to the team by their door, and stays in the conversation', () => {
    given([nina, writes('hello')])
      .when(nina, { type: 'lose', reason: 'Their messages are closed.' })
      .follows('visitorLost')
  })

  it('gets what failed once more when their door finds them again', () => {
    failed()
      .when(nina, { type: 'retry', target: the('r1') })
      .follows('deliveryRetried')
  })

  it('gets nothing by it that did not fail, was deleted since, or is a note', () => {
    failed()
      .when(nina, { type: 'retry', target: the('n1') })
      .isRefused(/did not fail/)
    given([nina, writes('hello')], [ben, { type: 'claim' }], [ben, says('hi!', 'auto', 'r1')])
      .when(nina, { type: 'retry', target: the('r1') })
      .isRefused(/did not fail/)
    const gone = failed()
    gone.when(ben, { type: 'remove', target: the('r1') })
    gone.when(nina, { type: 'retry', target: the('r1') }).isRefused(/was deleted/)
  })
})
