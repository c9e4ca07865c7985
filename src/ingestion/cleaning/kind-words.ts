import type { CleaningRule } from './rule.ts';

const organisation =
  /^(?:公司|企业|工商企业|组织|机构|单位|法人|团体|对公|集团|政府|政府机关|机关|事业单位|学校|医院|银行|协会|个体工商户|经销商|供应商|代理商|b端|公司客户|企业用户|company|organi[sz]ation|org|business|corporate|corporation|firm|enterprise|government|school|b2b|b)(?:客户|用户|类|型|customer| customer| account)?$/i;
const person =
  /^(?:个人|个体|自然人|散客|消费者|对私|家庭|c端|person|individual|private|consumer|contact|household|b2c|c)(?:客户|用户|类|型|customer| customer| account)?$/i;

export const kindWords: CleaningRule = {
  code: 'kind.words',
  title: { en: 'Words for person and organisation', zh: '统一个人与组织的写法' },
  reason: {
    en: '企业客户, company and B2B say one thing; it is kept as one value.',
    zh: '企业客户、company、B2B 是同一个意思，统一为一个值。',
  },
  readings: ['customerKind'],
  byDefault: true,
  always: true,
  examples: [
    { before: '企业客户', after: 'organisation' },
    { before: 'Company', after: 'organisation' },
    { before: '个人', after: 'person' },
    { before: 'B2C', after: 'person' },
    { before: 'VIP', after: 'VIP' },
  ],
  clean: (text) => (organisation.test(text) ? 'organisation' : person.test(text) ? 'person' : text),
};
