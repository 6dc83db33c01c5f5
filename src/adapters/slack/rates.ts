/** How often a method may be called. */
export interface Rate {
  /** What the rate is for: each channel by itself, or all that the method is called for. */
  readonly each: 'channel' | 'method'
  /** Ms from call to call, once the burst is spent. */
  readonly every: number
  /** Calls that may follow one another at once. */
  readonly burst: number
  /** Calls under way at a time; one keeps their order. */
  readonly atOnce: number
}

const MINUTE = 60_000

function perMinute(calls: number, burst: number): Rate {
  return { each: 'method', every: Math.ceil(MINUTE / calls), burst, atOnce: 8 }
}

const TIER_2 = perMinute(20, 5)
const TIER_3 = perMinute(50, 8)
const TIER_4 = perMinute(100, 16)

// Slack publishes a message a second and channel, and calls a minute by tier; how large a burst it takes it does not say.
const RATES: Readonly<Record<string, Rate>> = {
  'chat.postMessage': { each: 'channel', every: 1_000, burst: 3, atOnce: 1 },
  'chat.update': TIER_3,
  'chat.delete': TIER_3,
  'chat.postEphemeral': TIER_4,
  'chat.getPermalink': TIER_4,
  'conversations.history': TIER_3,
  'conversations.info': TIER_3,
  'conversations.open': TIER_3,
  'conversations.replies': TIER_3,
  'files.completeUploadExternal': TIER_4,
  'files.delete': TIER_3,
  'files.getUploadURLExternal': TIER_4,
  'files.info': TIER_4,
  // Not a method: the bytes, which go to an address of their own.
  'files.upload': { ...TIER_4, atOnce: 4 },
  'reactions.add': TIER_3,
  'reactions.remove': TIER_2,
  'users.info': TIER_4,
  'users.lookupByEmail': TIER_3,
  'views.open': TIER_4,
  'views.publish': TIER_4,
  'views.update': TIER_4,
}

/** How often Slack takes calls of a method. */
export function rateOf(method: string): Rate {
  return RATES[method] ?? TIER_2
}

/** Slack's rates for a Slack that takes everything so many times faster. */
export function ratesAt(pace: number): (method: string) => Rate {
  return (method) => {
    const rate = rateOf(method)
    return { ...rate, every: rate.every / pace }
  }
}
