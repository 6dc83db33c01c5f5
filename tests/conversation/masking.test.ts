import { describe, expect, it } from 'vitest'
import { masked } from '../../src/conversation/masking.ts'

/** What people write, and what of it leaves the house. */
const PERSONAL: readonly (readonly [written: string, leaves: string])[] = [
  // e-mail
  ['write to ana.lopez+shop@mail.example.com please', 'write to [email] please'],
  ['ANA_LOPEZ@EXAMPLE.CO.UK!', '[email]!'],
  ['Meine Adresse: jürgen@müller-söhne.example', 'Meine Adresse: [email]'],
  ['我的邮箱是wang.wei@example.cn谢谢', '我的邮箱是[email]谢谢'],
  ['почта иван@пример.рф, жду', 'почта [email], жду'],
  ['راسلني على sami@example.com شكرا', 'راسلني على [email] شكرا'],
  ['メールはｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐです', 'メールは[email]です'],
  ['ana (at) example dot com', '[email]'],
  ['reach me: ana[at]example[dot]com, thanks', 'reach me: [email], thanks'],
  ['ana at example dot co dot uk is mine', '[email] is mine'],
  ['correo: ana arroba ejemplo punto com', 'correo: [email]'],
  ['ana@example (dot) com', '[email]'],
  ['ana @ example . com', '[email]'],
  ['почта: anna собака primer точка ru', 'почта: [email]'],
  // phones
  ['call +49 171 1234567 today', 'call [phone] today'],
  ['call me on (212) 555-0143', 'call me on [phone]'],
  ['212-555-0143 works too', '[phone] works too'],
  ['1 800 555 0199', '[phone]'],
  ['+1 (415) 555-2671 ext', '[phone] ext'],
  ['Tel.: 030 / 1234 5678', 'Tel.: [phone]'],
  ['ruf mich an: 0171-1234567', 'ruf mich an: [phone]'],
  ['mon numéro est le 06 12 34 56 78', 'mon numéro est le [phone]'],
  ['06.12.34.56.78 le soir', '[phone] le soir'],
  ['llámame al 612 345 678', 'llámame al [phone]'],
  ['meu zap é 11 91234-5678', 'meu zap é [phone]'],
  ['(11) 91234-5678', '[phone]'],
  ['тел. 8 (912) 345-67-89', 'тел. [phone]'],
  ['звоните +7 912 345 67 89', 'звоните [phone]'],
  ['电话13812345678，谢谢', '电话[phone]，谢谢'],
  ['手机 138 1234 5678', '手机 [phone]'],
  ['携帯は０９０－１２３４－５６７８です', '携帯は[phone]です'],
  ['전화 010-1234-5678', '전화 [phone]'],
  ['هاتفي ٠٥٠١٢٣٤٥٦٧', 'هاتفي [phone]'],
  ['whatsapp 9876543210', 'whatsapp [phone]'],
  ['फ़ोन ९८७६५ ४३२१०', 'फ़ोन [phone]'],
  ['0044 20 7946 0958', '[phone]'],
  ['020 7946 0958', '[phone]'],
  ['ring me: 20 12 34 56', 'ring me: [phone]'],
  ['0412 345 678 anytime', '[phone] anytime'],
  ['numer 512 345 678', 'numer [phone]'],
  // cards, accounts, wallets
  ['card 4111 1111 1111 1111 exp 12/27', 'card [card] exp 12/27'],
  ['5555-5555-5555-4444', '[card]'],
  ['378282246310005', '[card]'],
  ['paid 2 times with 4012888888881881', 'paid 2 times with [card]'],
  ['4111 1111 1111 1111 123', '[card] 123'],
  ['IBAN DE89 3704 0044 0532 0130 00 thanks', 'IBAN [iban] thanks'],
  ['gb29nwbk60161331926819', '[iban]'],
  ['FR14 2004 1010 0505 0001 3M02 606 merci', '[iban] merci'],
  ['AT61 1904 3002 3457 3201 and more', '[iban] and more'],
  ['send to 0x52908400098527886E0F7030069857D2E4169EE7', 'send to [wallet]'],
  ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', '[wallet]'],
  ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', '[wallet]'],
  // machines
  ['from 203.0.113.42 it fails', 'from [ip] it fails'],
  ['2001:db8::ff00:42:8329', '[ip]'],
  // links
  ['https://shop.example/reset?token=abc123', 'https://shop.example/[hidden]'],
  ['https://ana:hunter2@files.example/list', 'https://files.example/[hidden]'],
  ['https://drive.example/d/1a2B3c4D5e6F7g8H9i0JkLmN/view', 'https://drive.example/[hidden]'],
  ['shop.example/orders?mail=a', 'shop.example/[hidden]'],
  ['http://203.0.113.7/admin', 'http://203.0.113.7/admin'],
  ['see www.shop.example/a#me', 'see www.shop.example/[hidden]'],
  // secrets
  ['key sk-proj-abcDEF1234567890abcDEF12 leaked', 'key [secret] leaked'],
  ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[secret]'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl ok', 'token [secret] ok'],
  ['d41d8cd98f00b204e9800998ecf8427e', '[secret]'],
  ['my password is Hunter2!', 'my password is [secret]'],
  ['Passwort: geheim', 'Passwort: [secret]'],
  ['密码是abc12345', '密码是[secret]'],
  ['cvv 123? no, CVV: 737', 'cvv 123? no, CVV: [secret]'],
  // papers
  ['passport no. C01X00T47', 'passport no. [id]'],
  ['паспорт серия 4510 123456', 'паспорт серия [id]'],
  ['my ssn 123-45-6789', 'my ssn [id]'],
  ['078-05-1120', '[id]'],
  ['CPF 529.982.247-25', 'CPF [id]'],
  ['DNI 12345678Z', 'DNI [id]'],
  ['身份证号11010519491231002X', '身份证号[id]'],
  ['NINO: QQ123456C', 'NINO: [id]'],
  ['I was born on 12.03.1987', 'I was born on [birthday]'],
  ['生日1990年5月17日', '生日[birthday]'],
  // where somebody lives
  ['ship to 221B Baker Street, London', 'ship to [address], London'],
  ['1600 Pennsylvania Ave NW', '[address] NW'],
  ['Musterstraße 12a, Berlin', '[address], Berlin'],
  ['ich wohne Berliner Str. 5', 'ich wohne [address]'],
  ['12 bis rue de la Paix, Paris', '[address], Paris'],
  ['Calle Mayor 5, Madrid', '[address], Madrid'],
  ['Rua das Flores, 123', '[address]'],
  ['abito in via Roma 10, Torino', 'abito in [address], Torino'],
  ['улица Ленина, д. 5', '[address]'],
  ['地址：南京东路123号', '地址：[address]'],
  ['شارع الملك فهد ١٢', '[address]'],
  ['SW1A 2AA', '[address]'],
  // names
  ['Hi, my name is Ana van der Berg and I wait', 'Hi, my name is [name] and I wait'],
  ['Je m’appelle Zoë, bonjour', 'Je m’appelle [name], bonjour'],
  ['меня зовут Анна Петрова', 'меня зовут [name]'],
  ['我叫王小明，你好', '我叫[name]，你好'],
  // several at once
  [
    'Ana, ana@example.com, +34 612 345 678, ES91 2100 0418 4502 0005 1332',
    'Ana, [email], [phone], [iban]',
  ],
]

/** What looks like it and says what a chat is about. */
const PLAIN: readonly string[] = [
  'order 4500123456 has not come',
  'Order #100234567',
  'my order number is 2024118833',
  'Bestellnummer 0012345678',
  'commande 0612345678',
  'заказ 8912345678',
  '订单 13812345678',
  'invoice 00123456',
  'tracking 1Z999AA10123456784',
  'RX123456785DE',
  '9400 1000 0000 0000 0000 00',
  'it costs $1,299.00 or 1 200 000 ₽',
  '€ 1.000.000,00',
  'I paid 49,99 EUR twice',
  'on 2024-05-12 at 18:30',
  'am 12.05.2024 um 20:15:30 Uhr',
  '01.02.2024 - 03.04.2024',
  '05/12/24',
  'tour dates: 12.05. Berlin, 14.05. Wien, 16.05. Graz',
  'the years 1999-2003',
  'version 1.2.3.4 of the app',
  'v10.15.7',
  'iOS 17.4.1 and Android 14',
  'a print of 10x12, or 50 × 70 cm',
  '867-5309 is my favourite song',
  'ask @handle or @ana.lopez',
  'see https://shop.example/orders/returns',
  'https://www.example.com/blog/2024/05/summer-collection-limited-edition',
  'www.example.com',
  'shop.example/hoodies',
  'the ratio is 16:9',
  'ISBN 978-3-16-148410-0',
  'size 38 40 42',
  '3 tickets, row 12, seats 4 5 6',
  'score 3:2:1, 10 points',
  'my password is not working',
  'I was born this way',
  'my name is on the list twice',
  '2 weeks on the road, 5 minutes down the street',
  'spring 2024 and Sitzplatz 12',
  'look at this dot on the screen',
  'we met at the concert. com on!',
  'via Discord 2 days ago',
  'summer-collection-2024-limited-edition',
  'antidisestablishmentarianism',
  '4111 1111 1111 1112 is no card, 12 of 16',
  'lat 48.8566, long 2.3522',
  '500 000 followers, 1 234 567 890 views',
  '50% off with SUMMER2024',
  '我要退款，订单三天没到',
  '5th Avenue is my favourite song',
]

describe('What a visitor wrote leaves without personal data', () => {
  it.each(PERSONAL)('%s', (written, leaves) => {
    expect(masked(written)).toBe(leaves)
  })
})

describe('What only looks like it stays, for it says what the chat is about', () => {
  it.each(PLAIN)('%s', (written) => {
    expect(masked(written)).toBe(written)
  })
})

it('what was masked once stays as it is', () => {
  const once = PERSONAL.map(([written]) => masked(written))
  expect(once.map(masked)).toEqual(once)
})

describe('No text takes long, whatever was thought out to make it', () => {
  const pieces = [
    'a',
    '1',
    '1 ',
    '1-',
    '0.',
    'a.',
    'a@',
    'a@a.',
    ' at a dot ',
    'eyJ',
    'eyJa.',
    'sk-',
    'http://',
    'a.b/',
    '-----BEGIN KEY-----',
    'DE00 ',
    '4111 1111 ',
    ':',
    'f:',
    '+',
    '(((',
    '12 rue de la ',
    'calle ',
    'calle a ',
    '1 Aa ',
    'Aa Aa ',
    '号1路',
    '丁目1',
    'ぁ',
    'password is ',
    'password: ',
    'my name is A ',
    'passport no no no ',
    'passport A1 ',
    'born on ',
    '１',
    '٠',
    '\u200b',
    '/',
    'a/',
    'aB1',
    'شارع ا ',
    '가시 ',
    'order ',
    'call ',
    '$1 ',
    '1x',
  ]
  it.each(pieces)('%j, over and over', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    // Where the time grew with the square of the length, the test would run out of its own.
    expect(masked(text)).toBeTypeOf('string')
  })
})
