import { ill, unseen, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import type { Ask } from './doctor-asking.ts'
import type { Known } from './doctor-people.ts'
import { strangersHome } from './home.ts'

/** Whether the app has a Home tab: draws the first member's, until they open it next. */
export async function* checkHome(ask: Ask, known: Known): Findings {
  const [first] = known
  if (!first)
    return yield unseen('The Home tab was not looked at: it wants a member to show it to.')
  const [user, name] = first
  const view = strangersHome('Greenroom draws this tab anew when you open it.')
  const answer = await ask('views.publish', { user_id: user, view })
  if (answer.ok) return yield well(`The app has a Home tab; that of ${name} was drawn.`)
  yield ill(
    `The app has no Home tab. ${answer.sentence}`,
    'On api.slack.com/apps open your app, App Home, and switch the Home Tab on.',
  )
}
