import type { ServerResponse } from 'node:http'
import type { Question } from './question.ts'
import { choicesIn, fieldsIn } from './question.ts'

/** How the service behaves towards one question. */
export type Mode = (question: Question, response: ServerResponse) => void

/** What a good model says: the first of each list, 0.9 sure. */
export function goodLabels(question: Question): Record<string, unknown> {
  return Object.fromEntries(
    fieldsIn(question).map((field) => [field, choicesIn(question, field)[0] ?? 0.9]),
  )
}

/** An answer whose message has this content. */
export function says(content: unknown, more: Record<string, unknown> = {}): Mode {
  return (question, response) => {
    json(response, 200, completion(question, [{ content, ...more }]))
  }
}

/** An answer that the model makes of the question. */
export function thinks(of: (question: Question) => string, finish = 'stop'): Mode {
  return (question, response) => {
    json(response, 200, completion(question, [{ content: of(question) }], finish))
  }
}

function fails(status: number, error: unknown, headers: Record<string, string> = {}): Mode {
  return (_question, response) => json(response, status, { error }, headers)
}

/** 400, for an option that this model does not take. */
export function refusesOption(option: string, use = 'the default'): Mode {
  const message = `Unsupported parameter: '${option}' is not supported with this model. Use ${use} instead.`
  return (question, response) => {
    if (!(option in question.body)) return good(question, response)
    fails(400, { message, type: 'invalid_request_error', param: option, code: 'unsupported' })(
      question,
      response,
    )
  }
}

export const good: Mode = thinks((question) => JSON.stringify(goodLabels(question)))

/** 429; `after` is what its header says. */
export function tooMany(after: Record<string, string> = {}): Mode {
  return fails(429, { message: 'Rate limit reached', type: 'requests', param: null }, after)
}

/** Answers well after `ms`. */
export function slow(ms: number): Mode {
  return (question, response) => void setTimeout(() => good(question, response), ms)
}

function raw(status: number, type: string, body: string): Mode {
  return (_question, response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
}

const PAGE = '<!doctype html><title>502</title><h1>Bad gateway</h1>'

/** The ways of a bad day, by name. */
export const MODES = {
  neverAnswers: () => undefined,
  drips: (_question, response) => {
    // The head at once, the body never to its end.
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":[')
  },
  serverError: fails(500, { message: 'The server had an error', type: 'server_error' }),
  overloaded: fails(503, { message: 'Overloaded', type: 'server_error' }),
  wrongKey: fails(401, { message: 'Incorrect API key provided: sk-…', code: 'invalid_api_key' }),
  noModel: fails(404, { message: 'The model does not exist', code: 'model_not_found' }),
  filtered: fails(400, { message: 'The prompt was filtered', code: 'content_filter' }),
  refusal: says(null, { refusal: 'I am sorry, I cannot help with that.' }),
  nullContent: says(null),
  emptyContent: says(''),
  noMessage: (_question, response) => json(response, 200, { choices: [{ index: 0 }] }),
  noChoices: (_question, response) => json(response, 200, { choices: [] }),
  cutOff: thinks((question) => JSON.stringify(goodLabels(question)).slice(0, 60), 'length'),
  prose: says('The visitor seems to be unhappy about a refund.'),
  badJson: says('{"intent": refund, "abuse": 0.1}'),
  list: says('[{"intent":"refund"}]'),
  notNumbers: thinks((question) =>
    JSON.stringify({ ...goodLabels(question), abuse: 'low', spam: NaN }),
  ),
  tooSure: thinks((question) => JSON.stringify({ ...goodLabels(question), abuse: 1.5, spam: -1 })),
  endless: says('1e999'.repeat(40)),
  huge: says('x'.repeat(3_000_000)),
  floods: (_question, response) => {
    const more = () => {
      while (response.writable && response.write(' '.repeat(65_536)));
      response.once('drain', more)
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    more()
  },
  hugeError: raw(400, 'application/json', 'x'.repeat(3_000_000)),
  page: raw(200, 'text/html', PAGE),
  errorPage: raw(502, 'text/html', PAGE),
  emptyBody: raw(200, 'application/json', ''),
  stream: raw(
    200,
    'text/event-stream',
    'data: {"choices":[{"delta":{"content":"{"}}]}\n\ndata: [DONE]\n\n',
  ),
  reset: (_question, response) => void response.socket?.resetAndDestroy(),
  redirect: (_question, response) => {
    response.writeHead(307, { location: '/elsewhere/chat/completions' }).end()
  },
} satisfies Record<string, Mode>

/** What a tolerant reader reads all the same. */
export const ODD = {
  fenced: thinks(
    (question) => `\`\`\`json\n${JSON.stringify(goodLabels(question), null, 2)}\n\`\`\``,
  ),
  talkative: thinks(
    (question) => `Sure! Here you are: ${JSON.stringify(goodLabels(question))} Bye.`,
  ),
  thinking: thinks(
    (question) => `<think>Hm, a refund.</think>${JSON.stringify(goodLabels(question))}`,
  ),
  inParts: (question, response) => {
    const text = JSON.stringify(goodLabels(question))
    const content = [text.slice(0, 9), text.slice(9)].map((text) => ({ type: 'text', text }))
    json(response, 200, completion(question, [{ content }]))
  },
  several: (question, response) => {
    const [first, second] = [JSON.stringify(goodLabels(question)), 'something else']
    json(response, 200, completion(question, [{ content: first }, { content: second }]))
  },
  wrongType: (question, response) => {
    const body = completion(question, [{ content: JSON.stringify(goodLabels(question)) }])
    response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(body))
  },
  extraKeys: thinks((question) =>
    JSON.stringify({ ...goodLabels(question), reply: 'Dear visitor,', why: 'it says so' }),
  ),
} satisfies Record<string, Mode>

function completion(
  { body }: Question,
  messages: readonly Record<string, unknown>[],
  finish = 'stop',
): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: body.model,
    choices: messages.map((message, index) => ({
      index,
      finish_reason: finish,
      logprobs: null,
      message: { role: 'assistant', refusal: null, ...message },
    })),
    usage: { prompt_tokens: 400, completion_tokens: 90, total_tokens: 490 },
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body))
}
