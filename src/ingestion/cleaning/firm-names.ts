import type { CleaningRule } from './rule.ts';

const chinese =
  /(?:公司|集团|合作社|事务所|研究院|研究所|大学|学院|中学|小学|医院|诊所|银行|商行|工厂|酒店|饭店|餐厅|超市|药房|工作室|经营部|服务部|委员会|管理局|分公司|办事处)$/;
const latin =
  /(?:^|[\s,])(?:ltd|limited|inc|llc|llp|plc|corp|corporation|gmbh|ag|b\.?v|s\.?a\.?r?l?|pty|pte|company)\.?$/i;

/** Whether a name is that of an organisation by what stands at its end. */
export function looksLikeFirm(name: string): boolean {
  return name.length >= 4 && (chinese.test(name) || latin.test(name));
}

export const kindFromName: CleaningRule = {
  code: 'kind.from_name',
  title: { en: 'Organisations told by their names', zh: '按名称识别企业客户' },
  reason: {
    en: 'Where a file does not say who is a person, names that end in 有限公司 or Ltd tell organisations.',
    zh: '文件没有写明客户类型时，以「有限公司」或 Ltd 结尾的名称即为企业。',
  },
  readings: ['name'],
  byDefault: true,
  // The name stays: `rowCleaner` fills the kind beside it.
  examples: [
    { before: '杭州常青贸易有限公司', after: '杭州常青贸易有限公司' },
    { before: 'Acme Ltd', after: 'Acme Ltd' },
  ],
  clean: (text) => text,
};
