import { chineseIdFits, dniFits } from './checksums.ts'
import type { Kind } from './kind.ts'
import { digitsIn, whole } from './kind.ts'

const AS = '[id]'

/** Numbers of passports, of identity, of taxes and social security; and days of birth. */
export const PAPERS: readonly Kind[] = [
  {
    find: /(?<!\p{L})(?:passports?|reisepass(?:nummer)?|passeport|pasaporte|passaporte|passaporto|paszport\p{L}{0,3}|паспорт\p{L}{0,3}|护照\p{L}{0,3}|護照\p{L}{0,3}|جواز (?:ال)?سفر\p{L}{0,3}|personalausweis(?:nummer)?|ausweis(?:nummer)?|national id|identity card|id card|driver['’]?s licen[cs]e|driving licen[cs]e|führerschein(?:nummer)?|ssn|social security(?: number)?|national insurance(?: number)?|nino|tax id|steuer-?id(?:entifikationsnummer)?|sozialversicherungsnummer|dni|nie|nif|curp|cpf|cnpj|pesel|bsn|инн|снилс|身份证\p{L}{0,3}|身分證\p{L}{0,3}|aadhaa?r|pan card|codice fiscale|sécurité sociale)[^\p{L}\d\n]{0,4}(?:(?:no|nr|number|nummer|numero|número|numéro|номер|серия|is|ist|es|est|é|è)[^\p{L}\d\n]{1,4}){0,3}(?<it>[A-Z]{0,6}\d[A-Z\d]{0,17}(?:[ ./-]{1,2}[A-Z]{0,2}\d[A-Z\d]{0,11}){0,5})/giu,
    part: whole((found) => digitsIn(found).length >= 5),
    as: AS,
  },
  {
    find: /(?<!\p{L})(?:born(?: on)?|birth ?day|date of birth|d\.?o\.?b\.?|geboren(?: am)?|geburts(?:tag|datum)|née?(?: le)?|date de naissance|nacid[oa](?: el)?|fecha de nacimiento|nascid[oa](?: em)?|data de nascimento|nat[oa] il|data di nascita|родил(?:ся|ась)|дата рождения|生日|出生日期|出生|تاريخ الميلاد)[^\p{L}\d\n]{0,4}(?:(?:is|ist|es|est|am|on|le|el|em|是)[^\p{L}\d\n]{0,4})?(?<it>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}(?:\.|st|nd|rd|th)? (?:de )?\p{L}{3,12}\.?,? (?:de )?\d{4}|\p{L}{3,12} \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}年\d{1,2}月\d{1,2}日)/giu,
    as: '[birthday]',
  },
  // Social security in the US, CPF, SNILS, national insurance in the UK, codice fiscale: by their shape alone.
  { find: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, as: AS },
  { find: /(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/g, as: AS },
  { find: /(?<![\w-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?![\w-])/g, as: AS },
  { find: /(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/g, as: AS },
  { find: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/gi, as: AS },
  {
    find: /(?<!\w)(?:\d{8}|[XYZ]\d{7})-?[A-Z](?!\w)/gi,
    part: whole((found) => dniFits(found.replace('-', ''))),
    as: AS,
  },
  { find: /(?<!\w)\d{17}[\dX](?!\w)/gi, part: whole(chineseIdFits), as: AS },
]
