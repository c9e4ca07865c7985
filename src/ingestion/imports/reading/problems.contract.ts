/**
 * Every reason for which a row or a value of a file is not taken as it stands.
 * Codes are stable: they are stored with imports and returned over REST.
 * `failed` keeps the whole row out; `kept` lets the row in and leaves the value
 * as entered (or empty where a type forbids that).
 */
export const problemCatalogue = {
  'row.too_long': {
    severity: 'failed',
    en: 'The row is longer than 16 MB.',
    zh: '该行超过 16 MB。',
  },
  'row.too_many_columns': {
    severity: 'failed',
    en: 'The row has more than 1,000 columns.',
    zh: '该行超过 1,000 列。',
  },
  'row.too_many_cells': {
    severity: 'failed',
    en: 'The row has more cells than the header; a delimiter inside a value may lack its quotes.',
    zh: '该行的单元格比表头多，可能是某个值里的分隔符没有加引号。',
  },
  'row.unbalanced_quote': {
    severity: 'failed',
    en: 'A quotation mark opens in this row and is not closed properly.',
    zh: '该行有引号没有正确闭合。',
  },
  'cell.too_long': {
    severity: 'failed',
    en: 'A cell of the row is longer than 1 MB.',
    zh: '该行有单元格超过 1 MB。',
  },
  'text.wrong_encoding': {
    severity: 'failed',
    en: 'The value holds bytes that do not belong to the encoding of the file.',
    zh: '该值含有与文件编码不符的字节。',
  },
  'text.too_long': {
    severity: 'failed',
    en: 'The value is too long for this field.',
    zh: '该值超出此字段允许的长度。',
  },
  'text.left_out': {
    severity: 'kept',
    en: 'The value is too long for this field and is left empty; what came stays with the record.',
    zh: '该值超出此字段允许的长度，已留空，原文随来源记录保留。',
  },
  'value.missing': {
    severity: 'failed',
    en: 'A required value is missing.',
    zh: '缺少必填的值。',
  },
  'person.unknown': {
    severity: 'kept',
    en: 'No active user has this name or e-mail address, so the field stays empty.',
    zh: '没有在职用户使用这个姓名或邮箱，此字段留空。',
  },
  'person.ambiguous': {
    severity: 'kept',
    en: 'Several users have this name, so the field stays empty; their e-mail address would tell.',
    zh: '有多位用户同名，此字段留空；改用邮箱即可区分。',
  },
  'field.person_unknown': {
    severity: 'failed',
    en: 'No active user has this name or e-mail address.',
    zh: '没有在职用户使用这个姓名或邮箱。',
  },
  'field.person_ambiguous': {
    severity: 'failed',
    en: 'Several users have this name; write the e-mail address instead.',
    zh: '有多位用户同名，请改用邮箱。',
  },
  'field.not_understood': {
    severity: 'failed',
    en: 'The value does not fit this custom field.',
    zh: '该值不符合这个自定义字段的要求。',
  },
  'field.of_other_type': {
    severity: 'failed',
    en: 'This custom field belongs to activities of other types.',
    zh: '这个自定义字段不属于该行的互动类型。',
  },
  'field.value_taken': {
    severity: 'failed',
    en: 'Another order has this value already, and it must be unique.',
    zh: '已有其他订单使用该值，而此字段的值不能重复。',
  },
  'field.value_of_activity': {
    severity: 'failed',
    en: 'Another activity has this value already, and it must be unique.',
    zh: '已有其他互动记录使用该值，而此字段的值不能重复。',
  },
  'number.invalid': {
    severity: 'failed',
    en: 'This is not a number.',
    zh: '这不是数字。',
  },
  'number.too_large': {
    severity: 'failed',
    en: 'The number has more than 14 digits before the decimal point.',
    zh: '该数字的整数部分超过 14 位。',
  },
  'amount.too_large': {
    severity: 'failed',
    en: 'The amount or price of this line comes to 10 trillion or more.',
    zh: '该行的金额或单价达到 10 万亿。',
  },
  'date.out_of_range': {
    severity: 'failed',
    en: 'The date lies outside the years 1900 to 2199.',
    zh: '该日期不在 1900 年至 2199 年之间。',
  },
  'date.unlikely': {
    severity: 'failed',
    en: 'The time lies before 1990 or more than a year ahead, so this cannot have happened then.',
    zh: '该时间早于 1990 年，或在一年以后，不可能在那时发生。',
  },
  'date.invalid': {
    severity: 'failed',
    en: 'This is not a date that exists, or not in the form of the other dates of this column.',
    zh: '这不是有效的日期，或与该列其他日期的写法不一致。',
  },
  'currency.unknown': {
    severity: 'failed',
    en: 'This currency is not known.',
    zh: '无法识别该币种。',
  },
  'currency.mixed': {
    severity: 'failed',
    en: 'Another line of this order names another currency; an order has one.',
    zh: '同一订单的其他行使用了不同币种，一张订单只能有一种币种。',
  },
  'customer.nothing_known': {
    severity: 'failed',
    en: 'The row has neither a customer number nor a name, phone or e-mail.',
    zh: '该行没有客户编号，也没有姓名、电话或邮箱。',
  },
  'external_id.identity_number': {
    severity: 'kept',
    en: 'This customer number has the form of a resident identity number; it is shown masked and not used to tell who this is.',
    zh: '该客户编号符合身份证号码的格式，已脱敏显示，不用于识别客户。',
  },
  'email.looks_wrong': {
    severity: 'kept',
    en: 'This does not look like an e-mail address; it is kept as entered.',
    zh: '看起来不是有效的邮箱，按原样保留。',
  },
  'phone.looks_wrong': {
    severity: 'kept',
    en: 'This does not look like a phone number; it is kept as entered.',
    zh: '看起来不是有效的电话号码，按原样保留。',
  },
  'phone.digits_lost': {
    severity: 'kept',
    en: 'A spreadsheet rounded this number (1.39E+10) and its last digits are lost; it is kept as entered.',
    zh: '电子表格把该号码变成了科学计数法（1.39E+10），末尾数字已丢失，按原样保留。',
  },
  'phone.hidden_digits': {
    severity: 'kept',
    en: 'Digits of this number are hidden by asterisks; it is kept as entered.',
    zh: '该号码的部分数字被星号隐藏，按原样保留。',
  },
  'phone.no_area_code': {
    severity: 'kept',
    en: 'This landline lacks its area code; it is kept as entered.',
    zh: '该座机号码缺少区号，按原样保留。',
  },
  'birthday.not_understood': {
    severity: 'kept',
    en: 'This birthday could not be read and is left empty.',
    zh: '无法识别该生日，已留空。',
  },
  'birthday.in_future': {
    severity: 'kept',
    en: 'This birthday lies in the future and is left empty.',
    zh: '该生日晚于今天，已留空。',
  },
  'birthday.no_year': {
    severity: 'kept',
    en: 'This birthday of the lunar calendar names no year, so its day cannot be told; it is left empty.',
    zh: '该农历生日没有年份，无法换算成公历，已留空。',
  },
  'place.ambiguous': {
    severity: 'kept',
    en: 'Several places bear this name; it is kept as entered and nothing is filled in.',
    zh: '同名的地方不止一处，按原样保留，不自动补全。',
  },
  'place.contradicts': {
    severity: 'kept',
    en: 'This place does not lie in the province or city of the same row; it is kept as entered.',
    zh: '该地点不在同一行所写的省市之内，按原样保留。',
  },
  'postal_code.looks_wrong': {
    severity: 'kept',
    en: 'This is no postal code of the country; it is kept as entered.',
    zh: '不是该国家的邮政编码，按原样保留。',
  },
  'postal_code.other_province': {
    severity: 'kept',
    en: 'This postal code belongs to another province; it is kept as entered.',
    zh: '该邮政编码属于其他省份，按原样保留。',
  },
  'credit_code.looks_wrong': {
    severity: 'kept',
    en: 'This unified social credit code fails its check digit; it is kept as entered.',
    zh: '该统一社会信用代码未通过校验，按原样保留。',
  },
  'resident_id.looks_wrong': {
    severity: 'kept',
    en: 'This resident identity number fails its check digit, birth date or region.',
    zh: '该身份证号码的校验码、出生日期或地区有误。',
  },
  'resident_id.masked': {
    severity: 'kept',
    en: 'The middle of this identity number is hidden by asterisks; it is left empty. Bring the row with the whole number.',
    zh: '该身份证号中间几位已被星号隐藏，已留空，请填写完整号码后再导入。',
  },
  'value.not_understood': {
    severity: 'kept',
    en: 'This word is not known here; the field is left empty.',
    zh: '无法识别该值，已留空。',
  },
} as const satisfies Record<string, { severity: 'failed' | 'kept'; en: string; zh: string }>;

export type ProblemCode = keyof typeof problemCatalogue;

/** All codes of `problemCatalogue`. */
export const problemCodes = Object.keys(problemCatalogue) as [ProblemCode, ...ProblemCode[]];

/** Whether a stored text is one of the codes of `problemCatalogue`. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemCatalogue, code);
}
