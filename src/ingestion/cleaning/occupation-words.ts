import type { CleaningRule, ColumnKnowledge } from './rule.ts';

/** Words that mean exactly one occupation, first the one that is kept. What is nearly the same is not here. */
const equal =
  '教师 老师 任课教师,医生 大夫 医师,律师 执业律师,会计 会计师 会计人员,程序员 软件工程师 软件开发 码农,学生 在校生 在校学生,司机 驾驶员,销售 销售员 销售人员,厨师 大厨,农民 务农,军人 现役军人,警察 民警,自由职业 自由职业者,家庭主妇 全职妈妈 全职太太,退休 退休人员 已退休 离退休 离退休人员,企业主 企业家 老板,个体户 个体工商户 个体经营,无业 待业 失业,teacher schoolteacher,doctor physician,lawyer attorney solicitor,developer programmer software-engineer software-developer,police-officer policeman policewoman,freelancer freelance,homemaker housewife,business-owner entrepreneur,chef cook';
const kept = new Map(
  equal.split(',').flatMap((words) => {
    const [first, ...others] = words.split(' ');
    return others.map((word) => [word.replaceAll('-', ' '), first!.replaceAll('-', ' ')] as const);
  }),
);

export const occupationWords: CleaningRule = {
  code: 'occupation.words',
  title: { en: 'Equal words for an occupation', zh: '统一职业名称' },
  reason: {
    en: '教师 and 老师 are one occupation; groups by occupation need one word for it. Languages are not mixed.',
    zh: '教师、老师是同一职业，统一后才能按职业分组，不同语言之间不转换。',
  },
  readings: ['text'],
  byDefault: true,
  examples: [
    { before: '老师', after: '教师', column: { field: 'customer.occupation' } },
    { before: 'Housewife', after: 'homemaker', column: { field: 'customer.occupation' } },
    { before: '大学教授', after: '大学教授', column: { field: 'customer.occupation' } },
    { before: '老师', after: '老师', column: { field: 'customer.came_from' } },
  ],
  clean: (text, { field }: ColumnKnowledge) =>
    field === 'customer.occupation' && text.length <= 20 ? (kept.get(text.toLowerCase()) ?? text) : text,
};
