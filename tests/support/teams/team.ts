import type { Tab } from '../../adapters/widget/visitor.ts'
import type { SortingSetup } from '../a-sorter.ts'

/** A visitor's open widget, and what lets its page upload. */
export type Visitor = Tab & { readonly token: string }

/** What a member wrote, named as their surface names it. */
export interface Written {
  readonly id: string
}

/** What became of what a member wrote, as their surface shows it. */
export type Mark = 'note' | 'sent' | 'delivered' | 'seen' | 'withdrawn'

/** How the card says that things stand. */
export type Standing =
  | { readonly status: 'waiting' | 'snoozed' }
  | { readonly status: 'claimed'; readonly by: string }
  | { readonly status: 'closed'; readonly outcome: string }

export interface GivenFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** A member at work: what they do with their hands, and what then is before their eyes. */
export interface Colleague {
  readonly name: string
  /** Writes a line into the thread, as it is. */
  says(text: string): Promise<Written>
  edits(written: Written, text: string): Promise<void>
  deletes(written: Written): Promise<void>
  uploads(file: GivenFile, saying: string): Promise<void>
  /** Gives a command by a line in the thread. */
  gives(line: string): Promise<void>
  /** Presses a button of the card. */
  presses(label: string): Promise<void>
  /** Chooses in a list of the card, named by the beginning of what stands in it. */
  chooses(list: string, value: string): Promise<void>
  /** Takes back a reply that is held. */
  undoes(written: Written): Promise<void>
  /** Claims the conversation, and sends what was kept as a note. */
  sends(written: Written): Promise<void>
  /** Resolves once this was said to them alone. */
  isTold(what: RegExp): Promise<void>
  /** Resolves once their surface shows that what they write now reaches the visitor, since they joined. */
  isIn(): Promise<void>
  /** Resolves once a line of the thread that says so alerted them. */
  isAlerted(what: RegExp): Promise<void>
  /** Resolves once the thread shows these words. */
  sees(text: string): Promise<void>
  /** Resolves once the thread shows a file of this name. */
  seesFile(name: string): Promise<void>
  /** Resolves once what was written is marked so. */
  seesMark(written: Written, mark: Mark): Promise<void>
}

/** A house with a widget at one end and a team at the other: two agents and a supervisor, wherever they sit. */
export interface TeamHouse {
  readonly url: string
  visitor(): Promise<Visitor>
  readonly ben: Colleague
  readonly dora: Colleague
  readonly cleo: Colleague
  /** Resolves once the card says so. */
  stands(as: Standing): Promise<void>
  /** Resolves once the card says these words. */
  cardSays(words: string): Promise<void>
  /** How often the thread shows these words. */
  count(text: string): Promise<number>
  /** What the platform found wrong with what Greenroom did. */
  complaints(): readonly string[]
}

export interface TeamSetup {
  /** How long replies are held. */
  readonly undo?: string
  /** By what labels and rules conversations are sorted, and by whom. */
  readonly sorting?: SortingSetup
}
