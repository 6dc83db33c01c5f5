import type { OptionValue } from './command-line.ts'
import type { Place } from './lookup.ts'
import type { SeenMessage } from './message-view.ts'
import type { SeenModal } from './modal-view.ts'
import type { MessageRef } from './model.ts'

/** What a person sees of an app's answer. */
export interface Outcome {
  readonly acknowledged: boolean
  /** Discord's own words when it did not work. */
  readonly notice: string | null
  /** The message that answers; “thinking…” while the app takes its time. */
  readonly message: SeenMessage | null
  readonly modal: SeenModal | null
}

/** What a person does with commands, buttons and modals. Each resolves with what they see of the answer. */
export interface Hands {
  /** Presses a button, named by its label or custom_id. */
  presses(ref: MessageRef, button: string): Promise<Outcome>
  /** Chooses in a select, named by its placeholder or custom_id: options by label or value, people by handle. */
  chooses(ref: MessageRef, select: string, choices: string | readonly string[]): Promise<Outcome>
  /** Runs a slash command, such as `/close` or `/inbox pause`; in `@greenroom` among the direct messages. */
  runs(
    line: string,
    place: Place,
    options?: Readonly<Record<string, OptionValue>>,
  ): Promise<Outcome>
  /** Types into an option that asks the app; resolves with the choices shown. */
  searches(
    line: string,
    place: Place,
    option: string,
    words: string,
    others?: Readonly<Record<string, OptionValue>>,
  ): Promise<readonly { readonly name: string; readonly value: string | number }[]>
  /** A command from the menu of a message, or of a person in a place. */
  shortcut(
    name: string,
    on: MessageRef | { readonly user: string; readonly place: Place },
  ): Promise<Outcome>
  /** The modal that is open, if any. */
  modal(): SeenModal | null
  /** Fills in the modal that is open, by label or custom_id, and submits it. */
  submits(values: Readonly<Record<string, string | readonly string[]>>): Promise<Outcome>
  /** Closes the modal. The app does not hear of it. */
  closesModal(): void
  /** The names of slash commands that they are offered in a place. */
  offered(place: Place): string[]
}
