import { ButtonStyle, ComponentType } from 'discord.js'
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithURL,
  APIStringSelectComponent,
} from 'discord.js'
import { fitting } from './fitting.ts'

/** A row of a message's buttons, or with one select. */
export type Row = APIActionRowComponent<
  APIButtonComponentWithCustomId | APIButtonComponentWithURL | APIStringSelectComponent
>

/** A choice that a select, or an option while it is typed, offers. */
export interface Choice {
  readonly name: string
  readonly value: string
}

/** What a select and a list of suggestions hold at most. */
export const MOST_CHOICES = 25

const LABEL = 80
const CHOICE = 100
const PLACEHOLDER = 100

export function row(...components: Row['components']): Row {
  return { type: ComponentType.ActionRow, components }
}

export function button({
  customId,
  label,
  style = ButtonStyle.Secondary,
}: {
  readonly customId: string
  readonly label: string
  readonly style?: APIButtonComponentWithCustomId['style']
}): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    custom_id: customId,
    label: fitting(label, LABEL),
    style,
  }
}

/** A list of up to 25 choices, of which one is chosen; `given` is chosen at first. */
export function select(
  customId: string,
  choices: readonly Choice[],
  { placeholder = '', given = '' } = {},
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    ...(placeholder === '' ? {} : { placeholder: fitting(placeholder, PLACEHOLDER) }),
    options: fittingChoices(choices).map(({ name, value }) => ({
      label: name,
      value,
      ...(given !== '' && (given === value || given === name) ? { default: true } : {}),
    })),
  }
}

/** As many choices as Discord takes, each cut to what it takes; those that it could not give back are left out. */
export function fittingChoices(choices: readonly Choice[]): Choice[] {
  return choices
    .filter(({ value }) => value !== '' && value.length <= CHOICE)
    .slice(0, MOST_CHOICES)
    .map(({ name, value }) => ({ name: fitting(name, CHOICE), value }))
}
