import type { Named } from './catalogue.ts';
import type { Country } from './places.ts';

export type ChannelCode = 'store' | 'tmall' | 'jd' | 'wechat' | 'douyin' | 'website';

export interface DemoChannel extends Named {
  code: ChannelCode;
  /** Starts document numbers and customer numbers. */
  prefix: string;
}

export const CHANNELS: Record<ChannelCode, DemoChannel> = {
  store: { code: 'store', zh: '门店', en: 'Store', prefix: 'ST' },
  tmall: { code: 'tmall', zh: '天猫', en: 'Tmall', prefix: 'TM' },
  jd: { code: 'jd', zh: '京东', en: 'JD', prefix: 'JD' },
  wechat: { code: 'wechat', zh: '微信小程序', en: 'WeChat mini-program', prefix: 'WX' },
  douyin: { code: 'douyin', zh: '抖音', en: 'Douyin', prefix: 'DY' },
  website: { code: 'website', zh: '官网', en: 'Website', prefix: 'WB' },
};

export interface DemoStore extends Named {
  channel: ChannelCode;
  /** The city as places name it; null for shops on the net. */
  city: string | null;
}

function store(code: string, city: string, zh: string, en: string): DemoStore {
  return { code, zh, en, channel: 'store', city };
}

function online(code: string, channel: ChannelCode, zh: string, en: string): DemoStore {
  return { code, zh, en, channel, city: null };
}

/** Stores and shops on the net. A new one goes to the end: what is drawn for a shop hangs on its place. */
export const SHOPS: readonly DemoStore[] = [
  store('SH01', '上海市', '上海静安寺店', 'Shanghai Jing’an'),
  store('SH02', '上海市', '上海新天地店', 'Shanghai Xintiandi'),
  store('SH03', '上海市', '上海陆家嘴店', 'Shanghai Lujiazui'),
  store('BJ01', '北京市', '北京三里屯店', 'Beijing Sanlitun'),
  store('BJ02', '北京市', '北京国贸店', 'Beijing Guomao'),
  store('GZ01', '广州市', '广州天河店', 'Guangzhou Tianhe'),
  store('SZ01', '深圳市', '深圳福田店', 'Shenzhen Futian'),
  store('SZ02', '深圳市', '深圳南山店', 'Shenzhen Nanshan'),
  store('HZ01', '杭州市', '杭州西湖店', 'Hangzhou West Lake'),
  store('HZ02', '杭州市', '杭州滨江店', 'Hangzhou Binjiang'),
  store('CD01', '成都市', '成都宽窄巷子店', 'Chengdu Kuanzhai Alley'),
  store('NJ01', '南京市', '南京新街口店', 'Nanjing Xinjiekou'),
  store('SU01', '苏州市', '苏州平江路店', 'Suzhou Pingjiang Road'),
  store('WH01', '武汉市', '武汉楚河汉街店', 'Wuhan Chuhe Hanjie'),
  store('CQ01', '重庆市', '重庆解放碑店', 'Chongqing Jiefangbei'),
  store('XA01', '西安市', '西安曲江店', 'Xi’an Qujiang'),
  store('CS01', '长沙市', '长沙五一广场店', 'Changsha Wuyi Square'),
  store('QD01', '青岛市', '青岛五四广场店', 'Qingdao May Fourth Square'),
  store('XM01', '厦门市', '厦门中山路店', 'Xiamen Zhongshan Road'),
  store('FZ01', '福州市', '福州三坊七巷店', 'Fuzhou Three Lanes'),
  store('LD01', 'London', '伦敦考文特花园店', 'London Covent Garden'),
  store('SG01', 'Singapore', '新加坡乌节路店', 'Singapore Orchard Road'),
  online('TM01', 'tmall', '常青生活天猫旗舰店', 'Evergreen Living on Tmall'),
  online('TM02', 'tmall', '山月茶叶天猫旗舰店', 'Shanyue Tea on Tmall'),
  online('JD01', 'jd', '常青生活京东自营店', 'Evergreen Living on JD'),
  online('WX01', 'wechat', '常青生活小程序商城', 'Evergreen Living mini-program'),
  online('DY01', 'douyin', '常青生活抖音直播间', 'Evergreen Living live on Douyin'),
  online('WB01', 'website', '常青生活官网', 'evergreen-living.example'),
  online('WB02', 'website', '常青生活国际站', 'Evergreen Living International'),
];

function grouped(key: (shop: DemoStore) => string): Map<string, DemoStore[]> {
  const groups = new Map<string, DemoStore[]>();
  for (const shop of SHOPS) {
    const group = groups.get(key(shop));
    if (group) group.push(shop);
    else groups.set(key(shop), [shop]);
  }
  return groups;
}

const BY_CITY = grouped((shop) => shop.city ?? '');
const BY_CHANNEL = grouped((shop) => shop.channel);
const INTERNATIONAL = SHOPS.filter((shop) => shop.code === 'WB02');

/** The stores of a city; empty where the company has none. */
export function storesIn(city: string): readonly DemoStore[] {
  return BY_CITY.get(city) ?? [];
}

/** The shops of a channel on the net that serve a country. */
export function shopsOnline(channel: ChannelCode, country: Country): readonly DemoStore[] {
  if (channel === 'website') return country === 'CN' ? BY_CHANNEL.get('website')!.slice(0, 1) : INTERNATIONAL;
  return BY_CHANNEL.get(channel)!;
}
