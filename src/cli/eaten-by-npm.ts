const OURS: Readonly<Record<string, string>> = {
  npm_config_channel: '--channel',
  npm_config_wait: '--wait',
  npm_config_post: '--no-post',
  npm_config_inbox: '--inbox',
  npm_config_page: '--page',
  npm_config_referrer: '--referrer',
  npm_config_language: '--language',
  npm_config_attribute: '--attribute',
  npm_config_returning: '--returning',
  npm_config_verified: '--verified',
  npm_config_intent: '--intent',
  npm_config_department: '--department',
  npm_config_sentiment: '--sentiment',
  npm_config_classify: '--no-classify',
  npm_config_last: '--last',
  npm_config_openai: '--openai',
  npm_config_json: '--json',
  npm_config_days: '--days',
}

/** A sentence when npm took options for its own that were meant for us: it hands on what comes after `--`. */
export function eatenByNpm(variables: Readonly<Record<string, string | undefined>>): string | null {
  const eaten = Object.entries(OURS).filter(([name]) => variables[name] !== undefined)
  if (eaten.length === 0) return null
  const options = eaten.map(([, option]) => option).join(' and ')
  return `npm kept ${options} for itself: write npm run greenroom -- and then the rest.`
}
