import { z } from 'zod'
import { ASSIGN_WAYS, PRIORITIES } from '../conversation/conversation.ts'
import { SENTIMENTS } from '../conversation/labels.ts'
import { CAMPAIGN } from '../routing/addresses.ts'
import type { HoursWanted } from '../routing/conditions.ts'
import { wordsOf } from '../routing/said.ts'
import { schedule } from './hours-schema.ts'
import { DOORS, place } from './inbox-schema.ts'
import { id, keys, language, line, list, oneOf, pattern, share, wants } from './kinds.ts'

const MOST = 200

/** One, or a list of which one is enough. */
function anyOf<Text extends string>(item: z.ZodType<Text, string>, what: string) {
  return z
    .union([item, list(item).min(1, { error: 'wants at least one' }).max(MOST)], {
      error: wants(`${what}, or a list of them`),
    })
    .transform((given): readonly Text[] => (typeof given === 'string' ? [given] : given))
}

const ADDRESS = 'a path such as /pricing, or a site such as shop.example or shop.example/sale'
const address = pattern(/^(?:https?:\/\/)?(?![?#])[^\s?#]{1,300}$/, ADDRESS)

const TAG = 'a tag: small letters and digits, with dashes between them, at most 40'
const tag = pattern(/^(?=.{1,40}$)[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u, TAG)

const WORD = 'a word or a phrase of at most 200 characters'
const phrase = pattern(/^[^\n]{1,200}$/, WORD).refine((text) => wordsOf(text).length > 0, {
  error: 'wants letters, digits or an emoji: nothing else of a message is compared',
})

const text = pattern(/^[^\n]{1,200}$/, 'one line of at most 200 characters')
const campaignText = (part: string) =>
  anyOf(text, 'a text')
    .optional()
    .meta({ description: `What utm_${part} says; * stands for anything.` })

const campaign = keys(
  Object.fromEntries(CAMPAIGN.map((part) => [part, campaignText(part)])) as Record<
    (typeof CAMPAIGN)[number],
    ReturnType<typeof campaignText>
  >,
)

// YAML reads `plan: 2` and `member: true` as no texts, but a page says everything as text.
const value = z
  .union([text, z.number(), z.boolean()], { error: wants('a text, a number, true or false') })
  .transform(String)

const VALUES = 'a value, a list of them, or at_least with a number'
const attribute = z.union(
  [
    value.transform((one): readonly string[] => [one]),
    list(value).min(1, { error: 'wants at least one' }).max(MOST),
    keys({
      at_least: z
        .number({ error: wants('a number') })
        .meta({ description: 'The value is a number, and at least this.' }),
    }),
  ],
  { error: wants(VALUES) },
)

const hours = z
  .union(
    [
      oneOf(['within', 'outside']).transform((given): HoursWanted => hoursOf(given, null)),
      keys({
        within: schedule.meta({ description: 'It came within the hours of this week.' }),
      }).transform((given): HoursWanted => hoursOf('within', given.within)),
      keys({
        outside: schedule.meta({ description: 'It came outside the hours of this week.' }),
      }).transform((given): HoursWanted => hoursOf('outside', given.outside)),
    ],
    { error: wants('within, outside, or one of them with a week: timezone, weekly, holidays') },
  )
  .optional()

function hoursOf(side: 'within' | 'outside', of: HoursWanted['of']): HoursWanted {
  return { within: side === 'within', of }
}

const yesOrNo = z.boolean({ error: wants('true or false') }).optional()

const LABEL = 'a label’s id'
const label = pattern(/^[^\s:]{1,40}$/, LABEL)

const probability = (what: string) =>
  keys({
    at_least: share(`how likely it must be that it is ${what}`).meta({
      description: `How likely it must be, from 0 to 1, that it is ${what}.`,
    }),
  }).optional()

const when = keys({
  inbox: anyOf(id('inbox'), 'an inbox’s id').optional().meta({ description: 'Ids of inboxes.' }),
  page: anyOf(address, ADDRESS).optional().meta({
    description: 'Where the visitor is: a path and all below it, or a site; * stands for anything.',
  }),
  campaign: campaign
    .optional()
    .meta({ description: 'The campaign that the page’s address names: its utm_ values.' }),
  referrer: anyOf(address, ADDRESS).optional().meta({
    description: 'The page that they came from, as in page.',
  }),
  source: anyOf(oneOf(DOORS), 'a door: widget or discord')
    .optional()
    .meta({ description: 'The door that they came by: widget or discord.' }),
  language: anyOf(language, 'a language tag, such as de')
    .optional()
    .meta({ description: 'Their language as a tag; pt is pt-BR too.' }),
  intent: anyOf(label, LABEL)
    .optional()
    .meta({ description: 'What they want: ids of the taxonomy’s intents.' }),
  department: anyOf(label, LABEL)
    .optional()
    .meta({ description: 'Whose work it is: teams of the taxonomy’s departments.' }),
  sentiment: anyOf(oneOf(SENTIMENTS), 'a sentiment: negative, neutral or positive')
    .optional()
    .meta({ description: 'How they sound: negative, neutral or positive.' }),
  abuse: probability('abuse').meta({ description: 'It is likely abuse, such as at_least: 0.8.' }),
  spam: probability('spam').meta({ description: 'It is likely spam, such as at_least: 0.8.' }),
  confidence: share('how sure the labels must be').optional().meta({
    description:
      'How sure the labels that this rule asks for must be; as under classify if left out.',
  }),
  attributes: z
    .record(pattern(/^[^\s:]{1,40}$/, 'an attribute’s name, such as tier'), attribute, {
      error: wants('attributes and their values, such as tier: gold'),
    })
    .optional()
    .meta({ description: 'What the site says of them, such as tier: [gold, platinum].' }),
  tags: anyOf(tag, TAG).optional().meta({ description: 'Tags of their last conversation.' }),
  words: anyOf(phrase, WORD).optional().meta({
    description: 'Words or phrases of the first messages; case and accents do not matter.',
  }),
  hours: hours.meta({
    description: 'When it came: within or outside the inbox’s hours, or those of a week.',
  }),
  returning: yesOrNo.meta({ description: 'They have had a conversation here before, or not.' }),
  verified: yesOrNo.meta({ description: 'The site vouches for who they are, or does not.' }),
})

const then = keys({
  team: id('team').optional().meta({ description: 'Id of the team that it goes to.' }),
  places: list(place)
    .min(1, { error: 'wants at least one place' })
    .optional()
    .meta({ description: 'Where it appears to the team, in place of the inbox’s places.' }),
  priority: oneOf(PRIORITIES).optional().meta({ description: 'Its priority.' }),
  tags: list(tag).max(20).optional().meta({ description: 'Tags that it begins with.' }),
  assign: oneOf(ASSIGN_WAYS)
    .optional()
    .meta({ description: 'How it finds an agent, in place of the team’s own way.' }),
  skills: list(id('skill'))
    .max(20, { error: 'wants at most 20 skills' })
    .optional()
    .meta({ description: 'What who answers must know.' }),
  sla: line('the policy’s name')
    .optional()
    .meta({ description: 'The policy that says how soon it is to be answered.' }),
})

export const routes = list(
  keys({
    name: line('the rule’s name').meta({
      description: 'What the team reads: Routed by “VIPs”. Each rule has its own.',
    }),
    when: when.meta({
      description: 'What must hold, all of it; in a list one is enough. Empty: always.',
    }),
    // As people say it; what is read from it is plain data, which nothing calls.
    // eslint-disable-next-line unicorn/no-thenable
    then: then.meta({
      description: 'Where the conversation goes; what is missing here is as its inbox has it.',
    }),
  }),
).max(100, { error: 'wants at most 100 rules' })
