export type ActivityType = 'note' | 'call' | 'visit' | 'message';

export interface ActivityText {
  direction: 'in' | 'out' | null;
  zh: string;
  en: string;
}

/** `{p}` stands for a product and `{n}` for a small number. */
export const PERSON_TEXTS: Record<Exclude<ActivityType, 'visit'>, readonly ActivityText[]> = {
  note: [
    {
      direction: null,
      zh: '偏爱清香型，不喝熟普。',
      en: 'Likes light, fragrant teas; does not drink ripe pu-erh.',
    },
    {
      direction: null,
      zh: '每年春节前要备{n}份礼，提前三周联系。',
      en: 'Needs {n} presents before every Spring Festival; get in touch three weeks ahead.',
    },
    {
      direction: null,
      zh: '对包装很在意，寄送前请检查外盒。',
      en: 'Particular about packaging; check the outer box before it is sent.',
    },
    {
      direction: null,
      zh: '家里有小朋友，推荐过不含咖啡因的花草茶。',
      en: 'Has small children; we suggested teas without caffeine.',
    },
    {
      direction: null,
      zh: '换了新地址，下次下单时再核对一遍。',
      en: 'Has moved; confirm the address with the next order.',
    },
    { direction: null, zh: '想要{p}，到货后通知。', en: 'Would like {p}; let them know when it is back.' },
  ],
  call: [
    {
      direction: 'in',
      zh: '来电询问{p}的冲泡水温，已说明。',
      en: 'Rang to ask at what temperature to brew {p}; explained.',
    },
    {
      direction: 'in',
      zh: '快递显示签收但没收到，联系驿站后找到了。',
      en: 'Parcel shown as delivered but not received; found at the collection point.',
    },
    {
      direction: 'in',
      zh: '收到的{p}外盒压坏了，同意补发。',
      en: '{p} arrived in a crushed box; we agreed to send another.',
    },
    {
      direction: 'out',
      zh: '回访：对上次购买的{p}很满意。',
      en: 'Followed up: very pleased with {p} from the last order.',
    },
    {
      direction: 'out',
      zh: '生日问候，客人很高兴。',
      en: 'Called with birthday wishes; the customer was delighted.',
    },
    {
      direction: 'in',
      zh: '询问发票怎么开，已发操作步骤。',
      en: 'Asked how to get an invoice; sent the steps.',
    },
  ],
  message: [
    { direction: 'in', zh: '请问{p}什么时候补货？', en: 'When will {p} be back in stock?' },
    {
      direction: 'out',
      zh: '您关注的{p}已到货，给您留了{n}份。',
      en: '{p} is back. We have put {n} aside for you.',
    },
    {
      direction: 'in',
      zh: '昨天下的单能改地址吗？',
      en: 'Can I still change the address on yesterday’s order?',
    },
    {
      direction: 'in',
      zh: '茶收到了，味道很好，谢谢！',
      en: 'The tea has arrived and tastes wonderful, thank you!',
    },
    {
      direction: 'out',
      zh: '已为您办理退款，1至3个工作日到账。',
      en: 'Your refund is on its way and takes one to three working days.',
    },
    {
      direction: 'in',
      zh: '{p}送人合适吗？有没有礼袋？',
      en: 'Would {p} make a good present? Do you have gift bags?',
    },
  ],
};

export const COMPANY_TEXTS: Record<ActivityType, readonly ActivityText[]> = {
  note: [
    {
      direction: null,
      zh: '账期{n}0天，财务每月25日对账。',
      en: 'Payment term {n}0 days; their accounts department reconciles on the 25th.',
    },
    {
      direction: null,
      zh: '员工福利预算人均{n}00元，中秋前定方案。',
      en: 'Staff present budget of {n}00 yuan a head; to be settled before Mid-Autumn.',
    },
    {
      direction: null,
      zh: '礼盒要印企业标识，需提前两周打样。',
      en: 'Boxes are to carry their logo; samples two weeks ahead.',
    },
    {
      direction: null,
      zh: '新任采购负责人，原联系人已调岗。',
      en: 'New head of purchasing; our former contact has moved on.',
    },
  ],
  call: [
    {
      direction: 'out',
      zh: '沟通年度采购计划，初步意向{p}。',
      en: 'Talked through their plans for the year; leaning towards {p}.',
    },
    {
      direction: 'in',
      zh: '催问上批货的物流，预计{n}天内送达。',
      en: 'Asked after the last delivery; due within {n} days.',
    },
    {
      direction: 'in',
      zh: '要求重新报价{p}，数量加到{n}0份。',
      en: 'Wants a new quotation for {p}, now {n}0 pieces.',
    },
    {
      direction: 'out',
      zh: '回访使用情况，对茶水间的配置满意。',
      en: 'Followed up; they are happy with the tea corner.',
    },
  ],
  visit: [
    {
      direction: 'out',
      zh: '上门送样：{p}，现场试泡，反馈不错。',
      en: 'Brought samples of {p} and brewed them on the spot; well received.',
    },
    {
      direction: 'out',
      zh: '拜访行政部，确认节日礼品的数量和时间。',
      en: 'Met the office team; settled numbers and dates for the festival presents.',
    },
    {
      direction: 'in',
      zh: '客户到店选样，看了{p}。',
      en: 'Came to the shop to choose samples; looked at {p}.',
    },
    { direction: 'out', zh: '签订年度框架协议，有效期一年。', en: 'Signed the yearly framework agreement.' },
  ],
  message: [
    { direction: 'out', zh: '报价单已发，请查收。', en: 'The quotation is with you.' },
    { direction: 'in', zh: '请按上次的清单再来{n}份。', en: 'Please send another {n} of the same list.' },
    { direction: 'in', zh: '合同已盖章，快递寄出。', en: 'The contract is stamped and in the post.' },
    {
      direction: 'out',
      zh: '发票已寄出，单号稍后告知。',
      en: 'The invoice is in the post; the tracking number follows.',
    },
  ],
};

/** Who keeps the records: the company's own people, in both languages. */
export const STAFF = [
  { code: 'E001', zh: '林晓岚', en: 'Lin Xiaolan' },
  { code: 'E002', zh: '周子墨', en: 'Zhou Zimo' },
  { code: 'E003', zh: '陈可欣', en: 'Chen Kexin' },
  { code: 'E004', zh: '许文涛', en: 'Xu Wentao' },
  { code: 'E005', zh: '何静怡', en: 'He Jingyi' },
  { code: 'E006', zh: '高远', en: 'Gao Yuan' },
  { code: 'E007', zh: '沈佳', en: 'Shen Jia' },
  { code: 'E008', zh: '陈慧敏', en: 'Tan Hui Min' },
  { code: 'E009', zh: '露西·沃克', en: 'Lucy Walker' },
] as const;
