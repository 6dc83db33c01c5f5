import { describe, expect, it } from 'vitest'
import { declaredName, disposition, fileName } from '../../../src/adapters/file-names.ts'

describe('the name of a file', () => {
  it.each([
    ['holiday.jpeg', 'holiday.jpeg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\nina\\photo.jpg', 'photo.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['', 'file.jpg'],
    ['...', 'file.jpg'],
    ['invoice.pdf', 'invoice.pdf.jpg'],
    ['PHOTO.JPG', 'PHOTO.JPG'],
    ['\u202egpj.exe', 'gpj.exe.jpg'],
    ['two\nlines\u0000.jpg', 'two lines.jpg'],
    ['漢字 фото.jpg', '漢字 фото.jpg'],
  ])('%j is shown as %j when it is a JPEG', (declared, shown) => {
    expect(fileName(declared, 'jpg', ['jpeg'])).toBe(shown)
  })

  it('is cut to what can be shown, and keeps its ending', () => {
    const shown = fileName(`${'🦦'.repeat(200)}.jpg`, 'jpg', [])
    expect(shown.length).toBeLessThanOrEqual(120)
    expect(shown.isWellFormed()).toBe(true)
    expect(shown).toMatch(/….jpg$/)
  })

  it('is read from its header as UTF-8, and is none when that is bent', () => {
    expect(declaredName('f%C3%BCr%20dich.png')).toBe('für dich.png')
    expect(declaredName('%E0%A4%A')).toBe('')
    expect(declaredName(undefined)).toBe('')
  })

  it('can be in a header whatever it is', () => {
    const value = disposition('attachment', 'a"b\\c; 漢 %41 \'*.png')
    expect(value).toMatch(/^[\x20-\x7e]+$/)
    expect(value).toBe(
      'attachment; filename="a_b_c; _ _41 \'*.png"; ' +
        "filename*=UTF-8''a%22b%5Cc%3B%20%E6%BC%A2%20%2541%20%27%2A.png",
    )
  })
})
