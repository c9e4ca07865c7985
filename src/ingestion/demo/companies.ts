import { beingOf } from './names.ts';
import type { Persona } from './persona.ts';
import { romanise } from './pinyin.ts';
import { below, openStream, pick, pickIndex, runningSums } from './random.ts';
import { PURPOSE, type World } from './world.ts';

export interface Company {
  name: string;
  industryZh: string;
  industryEn: string;
  /** A domain that can never receive mail. */
  domain: string;
}

/** Weight, industry in both languages, and how such a company's Chinese name ends. */
const INDUSTRIES = [
  [16, '科技', 'Technology', '科技有限公司,信息技术有限公司,网络科技有限公司,智能科技股份有限公司'],
  [12, '贸易', 'Trading', '贸易有限公司,商贸有限公司,进出口有限公司,实业有限公司'],
  [11, '酒店', 'Hotels', '大酒店,酒店管理有限公司,精品酒店,宾馆'],
  [12, '餐饮', 'Catering', '餐饮管理有限公司,茶楼,餐饮集团有限公司,私房菜馆'],
  [8, '文化传媒', 'Media', '文化传媒有限公司,文化传播有限公司,广告有限公司'],
  [7, '物业', 'Property services', '物业管理有限公司,物业服务有限公司'],
  [7, '教育', 'Education', '教育咨询有限公司,教育科技有限公司,培训学校'],
  [6, '建筑设计', 'Architecture', '建筑设计有限公司,装饰工程有限公司,设计事务所'],
  [6, '医疗', 'Health care', '医疗器械有限公司,口腔门诊部,健康管理有限公司'],
  [5, '专业服务', 'Professional services', '律师事务所,会计师事务所,企业管理咨询有限公司'],
  [5, '园林', 'Landscaping', '园林工程有限公司,花卉有限公司'],
  [5, '金融', 'Finance', '投资管理有限公司,财富管理有限公司,融资担保有限公司'],
] as const;
const INDUSTRY_SUMS = runningSums(INDUSTRIES.map(([weight]) => weight));

const FIRST = [...'华恒瑞金中天鸿嘉博信德盛丰诚和达泰源远东方新宏润昌景云禾青松兰悦明创捷安康'];
const SECOND = [...'盛信丰诚和达泰源通隆茂润昌景云禾辉腾创捷安康宏博德嘉瑞恒华远'];

const ENGLISH_FIRST =
  'Thames,Harbour,Willow,Kingfisher,Maple,Orchid,Merlion,Redwood,Oakley,Northgate,Silverleaf,Fairfield,Lantern,Camden,Raffles,Marina,Brookside,Hollybank,Beacon,Juniper,Larkspur,Summit,Cobalt,Heron'.split(
    ',',
  );
const ENGLISH_SECOND =
  '& Co,Partners,Hotels,Trading,Studio,Hospitality,Catering,Consulting,Events,Gifts,Interiors,Kitchens'.split(
    ',',
  );
const ENGLISH_ENDING = { GB: 'Ltd', SG: 'Pte. Ltd.', US: 'Inc.', CN: 'Co., Ltd.' } as const;

/** The company behind an organisation. */
export function companyOf(world: World, organisation: Persona): Company {
  const stream = openStream(world.seed, beingOf(organisation), PURPOSE.company);
  const [, industryZh, industryEn, endings] = INDUSTRIES[pickIndex(stream, INDUSTRY_SUMS)]!;
  const { place } = organisation;
  if (place.country === 'CN') {
    const word = pick(stream, FIRST) + pick(stream, SECOND);
    const city = place.city.replace(/市$/, '');
    return {
      name: `${city}${word}${pick(stream, endings.split(','))}`,
      industryZh,
      industryEn,
      domain: `${romanise(word)}-${place.latin}.example`,
    };
  }
  const first = pick(stream, ENGLISH_FIRST);
  const second = pick(stream, ENGLISH_SECOND);
  const slug = `${first}${second}`.toLowerCase().replaceAll(/[^a-z]/g, '');
  return {
    name: `${first} ${second} ${ENGLISH_ENDING[place.country]}`,
    industryZh,
    industryEn,
    domain: `${slug}-${10 + below(stream, 90)}.example`,
  };
}
