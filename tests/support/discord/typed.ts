import { displayName } from './lookup.ts'
import type { Office } from './office.ts'

/** What a person types, as their client sends it: `@Ana`, `@agents` and `#support` become mentions. */
export function typed(office: Office, words: string): string {
  return words
    .replaceAll(/(?<![\w<@\\])@([\w-]+)/g, (all, name: string) => mention(office, name) ?? all)
    .replaceAll(/(?<![\w<&\\])#([\w-]+)/g, (all, name: string) => {
      const found = [...office.channels.values()].find((one) => one.name === name)
      return found ? `<#${found.id}>` : all
    })
}

function mention(office: Office, name: string): string | undefined {
  if (name === 'everyone' || name === 'here') return undefined
  // An app's own role has the app's name, and the app is meant.
  const roles = [...office.guild.roles.values()].filter((one) => !one.managed)
  const role = roles.find((one) => one.name === name)
  if (role) return `<@&${role.id}>`
  const person = [...office.people.values()].find(
    (one) => one.handle === name || displayName(office, one.id) === name,
  )
  return person && `<@${person.id}>`
}
