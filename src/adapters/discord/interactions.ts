import { commandNamed } from '../../commands/index.ts'
import type { Database, Member } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import { discordAsking } from './asking.ts'
import type { Wish } from './asking.ts'
import { fittingChoices } from './components.ts'
import { CONVERSATION } from './definitions.ts'
import { answerDoctor, isDoctors } from './doctor-button.ts'
import { BEGUN } from './doing.ts'
import type { DoingDeps } from './doing.ts'
import type { Gateway } from './gateway.ts'
import { interaction as shape, whoOf } from './interaction.ts'
import type { Interaction, Search } from './interaction.ts'
import { offering as offeringFrom } from './offering.ts'
import type { OfferingDeps } from './offering.ts'
import { conversationNamed, valueOf } from './options.ts'
import type { DiscordPeople } from './people.ts'
import { readingAsked } from './reading-asked.ts'
import type { AskedDeps } from './reading-asked.ts'
import { answering } from './responding.ts'
import type { LinkTo } from './said.ts'
import { STRANGER } from './sentences.ts'
import { rows } from './turns.ts'
import type { Turn } from './turns.ts'

export interface InteractionDeps extends DoingDeps, OfferingDeps, AskedDeps {
  readonly database: Pick<Database, 'store' | 'intake' | 'people' | 'library'>
  readonly gateway: Pick<Gateway, 'call'>
  readonly people: Pick<DiscordPeople, 'memberOf' | 'nameOf'>
  readonly linkTo: LinkTo
  /** The team's server. */
  readonly guild: () => string | null
}

/** Enough for what comes again after a gap. */
const MOST = 5_000

/** What people do with slash commands, menus, buttons and forms. */
export interface Interactions {
  /** Answers one as it comes: Discord waits three seconds. One that came before is left alone. */
  answer(interaction: unknown): Promise<void>
  /** Does what was begun before, and is not known to be done. */
  takeUp(): Promise<void>
}

export function discordInteractions(deps: InteractionDeps): Interactions {
  const { database, people, gateway, linkTo } = deps
  const { store, intake } = database
  const offering = offeringFrom(deps)
  const { askedBy, conversationAt } = readingAsked(deps)
  const { next } = discordAsking({ ...deps, offering })
  const seen = remembered<true>(MOST)
  const under = new Set<string>()
  /** What is done in one channel is done in the order in which it was asked for. */
  const turnIn = rows()
  let loading: Promise<unknown> = Promise.resolve()

  async function take(raw: unknown, kept?: number): Promise<void> {
    const given = shape.safeParse(raw).data
    if (!given || under.has(given.id) || (kept === undefined && seen.get(given.id))) return
    seen.set(given.id, true)
    under.add(given.id)
    // Looking something up holds nobody up.
    const turn = turnIn(given.type === 4 ? given.id : given.channel_id)
    try {
      await handle(given, raw, turn, kept)
    } finally {
      turn.over()
      under.delete(given.id)
    }
  }

  async function handle(
    given: Interaction,
    raw: unknown,
    { before }: Turn,
    kept?: number,
  ): Promise<void> {
    const answer = answering(gateway, given, linkTo)
    // Roles of another server say nothing of the team.
    const isElsewhere = given.guild_id !== undefined && given.guild_id !== deps.guild()
    const who = isElsewhere ? null : whoOf(given, deps.guild())
    const by = who && (await people.memberOf(who))
    if (given.type === 4) return answer.offer(by ? fittingChoices(await search(given, by)) : [])
    if (given.type === 3 && isDoctors(given.data.custom_id)) return answerDoctor(gateway, given, by)
    if (!by) return answer.say(STRANGER)
    const asked = await askedBy(given)
    if ('wrong' in asked) return answer.say(asked.wrong)
    const wish: Wish = { id: given.id, by, asked, raw, before, fromForm: given.type === 5 }
    return next(kept === undefined ? wish : { ...wish, kept }, answer)
  }

  async function search({ data, channel_id: channel }: Search, by: Member) {
    const command = commandNamed(data.name)
    const option = data.options.find(({ focused }) => focused)
    if (!command || !option) return []
    const words = valueOf(data.options, option.name)
    if (option.name === CONVERSATION) return offering.conversations(command, by, words)
    const arg = command.args.find(({ name }) => name === option.name)
    if (!arg) return []
    const named = await conversationNamed(data.options, store)
    const conversation = 'found' in named ? named.found : null
    return offering.values(command, arg, words, conversation ?? (await conversationAt(channel)))
  }

  return {
    async answer(interaction) {
      await loading
      await take(interaction)
    },
    async takeUp() {
      const waiting = intake.waiting(BEGUN, MOST)
      // What comes meanwhile comes after it.
      loading = waiting.catch(() => undefined)
      await Promise.all((await waiting).map(({ body, seq }) => take(body, seq)))
    },
  }
}
