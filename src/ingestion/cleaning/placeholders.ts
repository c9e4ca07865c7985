import type { CleaningRule } from './rule.ts';

const words =
  /^(?:无|没有|暂无|空|空白|未知|不详|不明|未填写?|未提供|未登记|待补充?|待定|保密|不便透露|同上|n\/?a|n\.a\.?|#n\/a|#value!|#ref!|#null!|#name\?|null|\\n|\(null\)|<null>|\[null\]|none|nil|nan|undefined|unknown|not available|not applicable|not provided|no data|-+|—+|–+|_+|\*+|\.+|。+|、+|，+|,+|\?+|？+|\/+|\\+|…+|0000-00-00)$/i;
/** Words that are names too when they are written as names: Jennifer Null, 娜 (Na), Nan, Nil. */
const nameLike = /^(?:null|na|nan|nil|none|undefined)$/i;

/** What says nothing in any kind of field. */
export const placeholders: CleaningRule = {
  code: 'value.placeholder',
  title: { en: 'Words for nothing left out', zh: '去掉表示「没有」的占位内容' },
  reason: {
    en: 'N/A, null, 无, 未知 and lone marks say that nothing is known; an empty field says it better.',
    zh: 'N/A、null、无、未知以及单独的符号都表示没有内容，留空更准确。',
  },
  readings: [
    'text',
    'company',
    'place',
    'address',
    'postalCode',
    'birthday',
    'wechat',
    'website',
    'country',
    'gender',
    'customerKind',
    'language',
    'creditCode',
    'residentId',
    'tags',
    'direction',
  ],
  byDefault: true,
  examples: [
    { before: 'N/A', after: null },
    { before: '无', after: null },
    { before: '未知', after: null },
    { before: 'null', after: null },
    { before: '—', after: null },
    { before: '无锡', after: '无锡' },
    { before: '0', after: '0' },
  ],
  clean: (text) => (text.length <= 16 && words.test(text) ? null : text),
};

const nobody =
  /^(?:测试\S{0,4}|test(?:er|ing|s)?[\s_-]?\d*|测试用户\d*|匿名(?:用户|客户|顾客)?|顾客|客户|用户|会员|游客|先生|女士|小姐|太太|某某某?|某人|佚名|无名(?:氏|称)?|姓名|名字|散客|新客户|默认|x{2,}|a{3,}|asdf\w*|qwe\w*|abc\d*|foo|bar|dummy|sample|demo|guest|anonymous|nobody|no ?name|customer|user|first ?name|last ?name|full ?name|\d{1,3}|1{3,}|0+|123\d*)$/i;

/** A full name is never a single 无: the surname 无 is unknown, so it is taken for the word. */
export const namePlaceholders: CleaningRule = {
  code: 'name.placeholder',
  title: { en: 'Made-up names left out', zh: '去掉凑数的姓名' },
  reason: {
    en: 'Names such as 测试, test, xxx, 匿名 or a lone 先生 name nobody and would tie strangers together.',
    zh: '测试、test、xxx、匿名或只有「先生」二字的姓名不指任何人，还会把不相干的客户连在一起。',
  },
  readings: ['name'],
  byDefault: true,
  examples: [
    { before: '测试', after: null },
    { before: 'test', after: null },
    { before: '无', after: null },
    { before: 'N/A', after: null },
    { before: 'xxx', after: null },
    { before: '某某', after: null },
    { before: '先生', after: null },
    { before: 'Null', after: 'Null' },
    { before: 'Na', after: 'Na' },
    { before: '吴某', after: '吴某' },
  ],
  clean: (text) => {
    if (text.length > 16) return text;
    // As a name is written: one capital, then small letters.
    if (nameLike.test(text) && /^[A-Z][a-z]+$/.test(text)) return text;
    return words.test(text) || nobody.test(text) ? null : text;
  },
};

const noFirm =
  /^(?:测试\S{0,4}|test(?:ing)?\d*|个人|个体|自由职业|无业|待业|无单位|无公司|没有公司|公司|单位|xx+(?:公司|有限公司)?|某(?:某)?(?:公司|有限公司)|self|self[ -]?employed|freelancer?|company|asdf\w*|123\d*|0+|x{2,})$/i;

export const companyPlaceholders: CleaningRule = {
  code: 'company.placeholder',
  title: { en: 'Words in place of a company left out', zh: '去掉不是公司的内容' },
  reason: {
    en: '个人, self-employed or XX公司 names no company; customers would seem to work at the same place.',
    zh: '个人、无业、XX公司等并不是公司名，留着会让客户看起来同属一家公司。',
  },
  readings: ['company'],
  byDefault: true,
  examples: [
    { before: '个人', after: null },
    { before: 'XX公司', after: null },
    { before: 'self-employed', after: null },
    { before: '测试公司', after: null },
    { before: '测试科技（深圳）有限公司', after: '测试科技（深圳）有限公司' },
  ],
  clean: (text) => (text.length <= 16 && noFirm.test(text) ? null : text),
};

/** Days with which systems fill an empty date; 1970-01-01 stays, for people were born on it. */
const noDay =
  /^(?:1900[-/.年]0?1[-/.月]0?[01]日?|0?1[-/.]0?1[-/.]1900|1899[-/.]12[-/.]3[01]|1753[-/.]0?1[-/.]0?1|0001[-/.]0?1[-/.]0?1|0000[-/.]00[-/.]00|9999[-/.]12[-/.]31|19000101|18991230|99991231|00000000|0)(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?$/;

export const birthdayPlaceholders: CleaningRule = {
  code: 'birthday.placeholder',
  title: { en: 'Filled-in birthdays left out', zh: '去掉系统自动填入的生日' },
  reason: {
    en: 'Systems write 1900-01-01 or 9999-12-31 where no birthday is known.',
    zh: '没有生日时，系统常填入 1900-01-01 或 9999-12-31。',
  },
  readings: ['birthday'],
  byDefault: true,
  examples: [
    { before: '1900-01-01', after: null },
    { before: '1900/1/1 0:00', after: null },
    { before: '0000-00-00', after: null },
    { before: '9999-12-31', after: null },
    { before: '1970-01-01', after: '1970-01-01' },
  ],
  clean: (text) => (noDay.test(text) ? null : text),
};
