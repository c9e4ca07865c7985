import { encodeAs } from '#ingestion/imports/reading/encoding.fixtures.ts';

/** What a newcomer's export looks like, with what has to become of it. */
export interface MessyFile {
  bytes: Uint8Array;
  rows: number;
  /** Rows that cannot be taken. */
  failed: number;
}

const title = '客户信息表（2024年3月 会员系统导出）,,,,,,,,,,';
const merged = '基本信息,,,,联系方式,,所在地,,其他,,';
const names = '会员编号,姓名,性别,生日,手机,邮箱,省份,城市,会员等级,来源,备注';

const people = [
  'V0001,张伟,男,1990-03-05,13800138001/13912345602、021-62558888,zhangwei@gmial.com,上海,上海,金卡,线下活动,',
  'V0002,张伟,M,1985年11月2日,13700137003,zhang.wei@example.com,上海市,SH,银卡,官网,老客户',
  'V0003,王 芳,女,1992/7/18,１３６００１３６００４,WANGFANG@EXAMPLE.COM ,,上海市,金卡,小红书,',
  'V0004,李娜,女士,19881224,+86 135 0013 5005,lina@qq.com,浙江,杭州,普通,朋友推荐,"喜欢乌龙茶,少糖"',
  'V0005,刘洋,先生,1991年3月5日,0086-13400134006,无,广东省,深圳,普通,官网,',
  'V0006,陈静,女,1979/1/9,150-0015-0007,chenjing@163.com,江苏,南京市,银卡,官网,',
  'V0007,测试,未知,1900-01-01,11111111111,test@test.com,,,,,',
  'V0008,赵敏,F,1995-06-30,13300133008,zhaomin@qq.con,上海,SH,普通,小红书,',
  'V0009,欧阳娜娜,女,,"13200132009(妻子) 13200132010",ouyang@example.cn,北京,北京市,金卡,线下活动,',
  'V0010,孙丽,女,1993-13-40,1381234,not an address,四川,成都,普通,官网,生日待核对',
];

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高'];
const givenNames = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '秀英',
  '丽',
  '强',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '超',
  '明',
  '霞',
  '平',
];
const towns = [
  ['上海', 'SH'],
  ['上海市', '上海市'],
  ['浙江省', '杭州市'],
  ['江苏', '苏州'],
  ['广东', '广州市'],
  ['', '上海'],
] as const;
const levels = ['金卡', '银卡', '普通'];
const ways = ['官网', '小红书', '朋友推荐', '线下活动'];

function birthday(index: number): string {
  const [year, month, day] = [1960 + (index % 45), 1 + (index % 12), 1 + (index % 28)];
  const two = (value: number) => String(value).padStart(2, '0');
  const forms = [
    `${year}-${two(month)}-${two(day)}`,
    `${year}/${month}/${day}`,
    `${year}年${month}月${day}日`,
    `${year}${two(month)}${two(day)}`,
  ];
  return forms[index % 4]!;
}

function person(index: number): string {
  const number = `V${String(index + 1).padStart(4, '0')}`;
  const name = surnames[index % 20]! + givenNames[(index * 7) % 20]!;
  const [province, city] = towns[index % 6]!;
  const phone = `1${['39', '58', '86', '77'][index % 4]}${String(10_000_000 + index * 7_919).slice(-8)}`;
  const spaced = index % 5 === 0 ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;
  const mail = index % 3 === 0 ? '' : `guest${index}@example.com`;
  const sex = ['男', '女', 'M', 'F'][index % 4];
  return [
    number,
    name,
    sex,
    birthday(index),
    spaced,
    mail,
    province,
    city,
    levels[index % 3],
    ways[index % 4],
    '',
  ].join(',');
}

/** Rows that name nobody, or whose cells do not fit the header. */
const broken = [
  ',,,1990-01-01,,,上海,上海,普通,官网,没有姓名和联系方式',
  'V0900,钱多,男,1990-01-01,13600136900,,上海,上海,普通,官网,备注,多出,来的,格',
];

/** A GB18030 file with a title, merged headers, several phones in a cell, four forms of dates and 张伟 twice. */
export function messyFile(more = 190): MessyFile {
  const made = Array.from({ length: more }, (_, index) => person(index + people.length));
  const lines = [title, merged, names, ...people, ...made, ...broken];
  return {
    bytes: encodeAs(`${lines.join('\r\n')}\r\n`, 'gb18030'),
    rows: people.length + made.length + broken.length,
    failed: broken.length,
  };
}
