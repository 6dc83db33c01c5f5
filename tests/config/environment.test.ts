import { describe, expect, test, vi } from 'vitest'
import { BadEnvironment, ownVariables, readEnvironment } from '../../src/config.ts'
import { folderWith } from './text.ts'

function problemsOf(variables: Readonly<Record<string, string>>): string {
  try {
    readEnvironment(variables)
    return ''
  } catch (error) {
    return error instanceof BadEnvironment ? error.message : String(error)
  }
}

describe('the environment', () => {
  test('nothing has to be set', () => {
    expect(readEnvironment({})).toMatchObject({
      port: 3_000,
      host: '127.0.0.1',
      data: './data',
      config: 'config/greenroom.yaml',
      url: 'http://127.0.0.1:3000',
      logLevel: 'info',
      secret: null,
    })
  })

  test('everything can be', () => {
    const secret = 'x'.repeat(32)
    const given = readEnvironment({
      PORT: '8080',
      HOST: '0.0.0.0',
      GREENROOM_DATA: '/var/lib/greenroom',
      GREENROOM_CONFIG: '/etc/greenroom.yaml',
      GREENROOM_URL: 'https://chat.example.com/',
      LOG_LEVEL: 'warn',
      GREENROOM_SECRET: secret,
      SHOP_SECRET: 'of the shop',
    })
    expect(given).toMatchObject({
      port: 8_080,
      host: '0.0.0.0',
      data: '/var/lib/greenroom',
      config: '/etc/greenroom.yaml',
      url: 'https://chat.example.com',
      logLevel: 'warn',
      secret,
    })
    expect(given.secretNamed('SHOP_SECRET')).toBe('of the shop')
    expect(given.secretNamed('OTHER_SECRET')).toBeNull()
  })

  test('an empty variable is one that is not set', () => {
    expect(readEnvironment({ PORT: '', GREENROOM_URL: '', GREENROOM_SECRET: '' })).toMatchObject({
      port: 3_000,
      url: 'http://127.0.0.1:3000',
      secret: null,
    })
  })

  test('a key to OpenAI is enough; another service needs its address', () => {
    const key = { OPENAI_API_KEY: 'sk-1' }
    expect(readEnvironment({}).openai).toBeNull()
    expect(readEnvironment(key).openai).toEqual({ apiKey: 'sk-1', baseUrl: null })
    expect(
      readEnvironment({ ...key, OPENAI_BASE_URL: 'http://10.0.0.5:11434/v1/' }).openai,
    ).toEqual({ apiKey: 'sk-1', baseUrl: 'http://10.0.0.5:11434/v1' })
    expect(readEnvironment({ OPENAI_BASE_URL: 'https://llm.example/v1' }).openai).toBeNull()
  })

  test.each([
    'llm.example/v1',
    'ftp://llm.example',
    'https://me:hush@llm.example/v1',
    'https://llm.example/v1?key=hush',
    'http://',
  ])('%s is no service’s address, and what it is said to be is not repeated', (given) => {
    const said = problemsOf({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: given })
    expect(said).toContain(
      'OPENAI_BASE_URL wants the address of a service, such as https://llm.example.com/v1',
    )
    expect(said).not.toContain('hush')
  })

  test('a key with a space in it is none, and is not repeated', () => {
    const said = problemsOf({ OPENAI_API_KEY: 'Bearer sk-hush' })
    expect(said).toContain('OPENAI_API_KEY wants a key: one word without spaces')
    expect(said).not.toContain('hush')
  })

  test('the file .env says what the environment itself does not', () => {
    const folder = folderWith({ '.env': '# ours\nPORT=4000\nHOST="0.0.0.0"\n' })
    vi.stubEnv('HOST', '127.0.0.2')
    vi.stubEnv('PORT', undefined)
    const given = readEnvironment(ownVariables(`${folder}/.env`))
    expect(given).toMatchObject({ port: 4_000, host: '127.0.0.2' })
    expect(ownVariables(`${folder}/none`)).not.toHaveProperty('PORT')
  })

  test('the address follows the port', () => {
    expect(readEnvironment({ PORT: '4000' }).url).toBe('http://127.0.0.1:4000')
  })

  test.each([
    [
      'PORT',
      '80a',
      'environment: PORT wants a port: a whole number from 0 to 65535; here it is "80a"',
    ],
    [
      'PORT',
      '65536',
      'environment: PORT wants a port: a whole number from 0 to 65535; here it is "65536"',
    ],
    [
      'LOG_LEVEL',
      'loud',
      'environment: LOG_LEVEL wants trace, debug, info, warn, error, fatal or silent; here it is "loud"',
    ],
    [
      'GREENROOM_URL',
      'chat.example.com',
      'environment: GREENROOM_URL wants an address such as https://chat.example.com, without a path; here it is "chat.example.com"',
    ],
    [
      'GREENROOM_URL',
      'https://example.com/chat',
      'environment: GREENROOM_URL wants an address such as https://chat.example.com, without a path; here it is "https://example.com/chat"',
    ],
  ])('%s=%s is refused by name', (name, value, message) => {
    expect(problemsOf({ [name]: value })).toBe(message)
  })

  test('a secret that is too short is refused, and not shown', () => {
    expect(problemsOf({ GREENROOM_SECRET: 'hunter2' })).toBe(
      'environment: GREENROOM_SECRET wants at least 32 characters',
    )
  })

  test('all that is wrong is said at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'y' })).toMatch(/PORT[^]*LOG_LEVEL/)
  })
})
