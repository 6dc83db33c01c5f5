import type { Arg, Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import type { Clock, Database, Member } from '../../ports.ts'
import { conversationsFor, titleOf } from '../chats/picking.ts'
import { cannedIn, namesLike, speakers, teamsAfter } from '../chats/suggesting.ts'
import { MOST_CHOICES } from './components.ts'
import type { Choice } from './components.ts'
import type { Choices } from './fields.ts'
import { labelsHere } from '../label-choices.ts'
import { teamChats } from '../team-chats.ts'
import { visitorName } from './persona.ts'

export interface OfferingDeps {
  readonly database: Pick<Database, 'store' | 'people' | 'library'>
  readonly settings: () => Settings
  readonly clock: Clock
}

/** What lists and suggestions offer, as things are. */
export function offering({ database, settings, clock }: OfferingDeps) {
  const { store, people } = database

  /** What this member could give the command for, by number or visitor's name. */
  async function conversations(command: Command, by: Member, typed: string): Promise<Choice[]> {
    const search = typed.trim().replace(/^#/, '')
    const found = await conversationsFor(store, command, by, search)
    return found.slice(0, MOST_CHOICES).map((conversation) => {
      const { id, visitor } = conversation
      return { name: titleOf(conversation, visitorName(visitor.name, []), clock.now()), value: id }
    })
  }

  /** Values of an argument that fit what was typed of it so far. */
  async function values(
    command: Command,
    arg: Arg,
    typed: string,
    conversation: Conversation | null,
  ): Promise<Choice[]> {
    switch (arg.kind) {
      case 'agent':
        return like(await members(command), typed.replace(/^@/, ''))
      case 'canned':
        return plainly(await canned(conversation), typed)
      case 'tag':
        return plainly(tagsFor(command, conversation), typed)
      case 'label':
        return plainly(
          labels(conversation).map(({ words }) => words),
          typed,
        )
      case 'team':
        return like(
          settings().teams.map(({ id, name }) => ({ name, value: id })),
          typed,
        )
      case 'teams':
        return teamsAfter(settings().teams, typed)
      default:
        return plainly(arg.choices, typed)
    }
  }

  /** Who can be named: agents where it is about a conversation, else all. */
  async function members({ inThread }: Command): Promise<Choice[]> {
    const all = inThread
      ? await speakers(database)
      : (await people.all()).filter(({ active }) => active)
    return all.map(({ id, name }) => ({ name, value: id }))
  }

  /** Names of the conversation's canned replies; of all there are while none is known. */
  async function canned(conversation: Conversation | null): Promise<string[]> {
    const all = settings().inboxes.map(({ id }) => id)
    return cannedIn(database, conversation ? [conversation.inbox] : all)
  }

  function labels(conversation: Conversation | null): readonly LabelChoice[] {
    return labelsHere(settings(), conversation ? conversation.inbox : null)
  }

  function tagsFor({ name }: Command, conversation: Conversation | null): readonly string[] {
    if (conversation && name === 'untag') return conversation.tags
    const all = settings().inboxes.filter(({ id }) => !conversation || id === conversation.inbox)
    return [...new Set(all.flatMap(({ tags }) => tags))]
  }

  /** What a form's lists are drawn from. */
  async function forForm(command: Command, conversation: Conversation | null): Promise<Choices> {
    return {
      members: await members(command),
      tags: tagsFor(command, conversation),
      chats: teamChats(settings()),
      labels: labels(conversation),
      teams: settings().teams,
    }
  }

  return { conversations, values, canned, forForm }
}

export type Offering = ReturnType<typeof offering>

function plainly(names: readonly string[], typed: string): Choice[] {
  return namesLike(names, typed).map((name) => ({ name, value: name }))
}

function like(all: readonly Choice[], typed: string): Choice[] {
  const found = namesLike([...new Set(all.map(({ name }) => name))], typed)
  return found.flatMap((name) => all.filter((one) => one.name === name))
}
