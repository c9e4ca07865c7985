/** What an order line says about itself; null where it says nothing. */
export type OrderHint = 'sale' | 'return' | 'cancellation' | null;

const cancelWords = /取消|作废|撤销|撤单|关闭|cancel|void|annul/i;
const returnWords = /退货|退款|退单|退回|退换|红字|refund|return|credit note|chargeback/i;
const saleWords = /销售|售出|正常|订单|购买|消费|普通|零售|sale|order|purchase|invoice|normal|regular/i;
const notDone =
  /未|无|不|没|非|待|申请|中$|拒绝|驳回|失败|\b(?:not|no|non|none|never|pending|requested|rejected|denied|failed|partially)\b|non-/i;

/** Reads the word of an order-type column: 'sale' too is only said where the word says so. */
export function readOrderType(text: string): OrderHint {
  return readOrderStatus(text) ?? (saleWords.test(text) ? 'sale' : null);
}

/** Reads the word of a status column; refunds that are asked for, refused or under way say nothing yet. */
export function readOrderStatus(text: string): OrderHint {
  const words = text.replaceAll('_', ' ');
  if (notDone.test(words)) return null;
  if (cancelWords.test(words)) return 'cancellation';
  return returnWords.test(words) ? 'return' : null;
}

const organisations =
  /^(?:公司|企业|组织|机构|单位|法人|团体|company|organi[sz]ation|org|business|corporate|firm|b2b)(?:客户|用户|customer)?$/i;
const persons =
  /^(?:个人|个体|自然人|散客|person|individual|private|consumer|contact|b2c)(?:客户|用户|customer)?$/i;

/** 'person', 'organisation' or null for an unknown word. */
export function readCustomerKind(text: string): 'person' | 'organisation' | null {
  if (organisations.test(text)) return 'organisation';
  return persons.test(text) ? 'person' : null;
}

const male = /^(?:男|男性|男士|先生|m|male|man|mr\.?)$/i;
const female = /^(?:女|女性|女士|小姐|太太|f|female|woman|mrs\.?|ms\.?|miss)$/i;
const otherGender = /^(?:其他|other|x|non-?binary|diverse)$/i;

/** 'male', 'female', 'other' or null for an unknown word. */
export function readGender(text: string): 'male' | 'female' | 'other' | null {
  if (male.test(text)) return 'male';
  if (female.test(text)) return 'female';
  return otherGender.test(text) ? 'other' : null;
}

const languageWords: Record<string, string> = {
  中文: 'zh',
  汉语: 'zh',
  普通话: 'zh',
  简体中文: 'zh',
  繁体中文: 'zh-hant',
  英文: 'en',
  英语: 'en',
  日语: 'ja',
  日文: 'ja',
  韩语: 'ko',
  chinese: 'zh',
  mandarin: 'zh',
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  japanese: 'ja',
  korean: 'ko',
};

/** Lower-case language tag (`zh`, `en-gb`) or null for an unknown word. */
export function readLanguage(text: string): string | null {
  const word = text.toLowerCase().replaceAll('_', '-');
  return languageWords[word] ?? (/^[a-z]{2}(?:-[a-z0-9]{2,8})*$/.test(word) ? word : null);
}

const currencyWords: Record<string, string> = {
  '¥': 'CNY',
  '￥': 'CNY',
  RMB: 'CNY',
  人民币: 'CNY',
  元: 'CNY',
  $: 'USD',
  US$: 'USD',
  美元: 'USD',
  '€': 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  英镑: 'GBP',
  HK$: 'HKD',
  港币: 'HKD',
  港元: 'HKD',
  NT$: 'TWD',
  新台币: 'TWD',
  日元: 'JPY',
  韩元: 'KRW',
};
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217 code or null for an unknown currency. */
export function readCurrency(text: string): string | null {
  const word = text.toUpperCase();
  return currencyWords[word] ?? (currencies.has(word) ? word : null);
}

/** Whether a text is a yes-or-no word in Chinese or English. */
export function isBooleanWord(text: string): boolean {
  return /^(?:是|否|有|无|真|假|y|n|yes|no|t|f|true|false)$/i.test(text);
}

const activityWords: readonly [string, RegExp][] = [
  ['coupon', /券|coupon|voucher|核销|redeem/i],
  ['complaint', /投诉|抱怨|complain/i],
  ['call', /电话|通话|来电|去电|呼叫|call|phone/i],
  ['visit', /拜访|到店|上门|来访|走访|进店|visit/i],
  ['meeting', /会议|会面|面谈|洽谈|meeting|appointment|demo/i],
  ['service', /服务|售后|维修|保养|工单|咨询|service|support|repair|ticket|case/i],
  ['message', /短信|消息|微信|邮件|留言|私信|message|sms|e-?mail|mail|wechat|chat/i],
  ['note', /备注|记录|笔记|跟进|其他|note|memo|remark|comment|task|follow|other/i],
];

/** The registered type of activity that a word names, or null for an unknown word. */
export function readActivityType(text: string): string | null {
  return activityWords.find(([, words]) => words.test(text))?.[0] ?? null;
}

const incoming =
  /^(?:呼入|来电|接听|转入|收到|客户来电|进线|入|in|inbound|incoming|received|from customer)$/i;
const outgoing = /^(?:呼出|去电|拨打|外呼|发出|发送|致电|出|out|outbound|outgoing|sent|to customer)$/i;

/** 'in', 'out' or null for an unknown word. */
export function readDirection(text: string): 'in' | 'out' | null {
  if (incoming.test(text)) return 'in';
  return outgoing.test(text) ? 'out' : null;
}
