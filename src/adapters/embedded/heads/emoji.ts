/** What an emoji says about the one who sends it. Most say nothing certain, and stand in no list. */
export type Air = 'glad' | 'upset' | 'rude' | 'pushy'

const GLAD =
  '😀 😃 😄 😁 😆 😊 🙂 ☺ 😍 🥰 😘 😻 🤩 😎 🤗 😇 🥳 😋 ❤ 🧡 💛 💚 💙 💜 🖤 🤍 💕 💖 💗 💓 💞 💘 👍 👏 🙌 🙏 💪 🤘 🤟 👌 ✨ 🎉 🎊 🥇 🏆 💯 🌟 ⭐ 😂 🤣 🫶'
const UPSET =
  '😞 😔 😟 😕 🙁 ☹ 😣 😖 😫 😩 🥺 😢 😤 😠 😡 🤬 😒 🙄 😑 😐 😬 😰 😨 😱 💔 👎 🤮 🤢 🤦 😓 😥 😪'
const RUDE = '🖕 🤬 🐷 🐖 🐍 🤡 💩 🔪 🔫'
const PUSHY = '💰 💵 💸 🤑 🚀 🎁 👉 👇 👈 💋 🍑 🍆 🔞 📱 📈 ✅ 💎 🎰 💲 😈'

const table = new Map<string, Set<Air>>()
for (const [air, all] of [
  ['glad', GLAD],
  ['upset', UPSET],
  ['rude', RUDE],
  ['pushy', PUSHY],
] as const)
  for (const emoji of all.split(' ')) table.set(emoji, (table.get(emoji) ?? new Set()).add(air))

const EMOJI = /\p{Extended_Pictographic}/gu
const SMILES = /(?<![\p{L}\p{N}])(?:[:;=]-?[)D\]pP]|<3|\^\^|[xX]D)(?![\p{L}\p{N}])/gu
const FROWNS = /(?<![\p{L}\p{N}])(?::'?-?[(/[]|>:\(|D:|-_-)(?![\p{L}\p{N}])/gu

/** How many emoji and emoticons of each air a text has. */
export function airs(text: string): Record<Air, number> {
  const counts = { glad: 0, upset: 0, rude: 0, pushy: 0 }
  for (const [emoji] of text.matchAll(EMOJI))
    for (const air of table.get(emoji) ?? []) counts[air] += 1
  counts.glad += text.match(SMILES)?.length ?? 0
  counts.upset += text.match(FROWNS)?.length ?? 0
  return counts
}
