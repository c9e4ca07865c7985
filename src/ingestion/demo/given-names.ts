/** What parents chose in one span of birth years: whole favourites, and characters to combine. */
interface Generation {
  /** First birth year that no longer belongs to this generation. */
  until: number;
  /** Names of one character, per thousand. */
  singlePermille: number;
  male: Choice;
  female: Choice;
}

interface Choice {
  favourites: readonly string[];
  single: readonly string[];
  first: readonly string[];
  last: readonly string[];
}

function choice(favourites: string, single: string, first: string, last: string): Choice {
  return { favourites: favourites.split(' '), single: single.split(' '), first: [...first], last: [...last] };
}

export const GENERATIONS: readonly Generation[] = [
  {
    until: 1960,
    singlePermille: 90,
    male: choice(
      '建国 国强 志明 德明 国华 建华 玉林 文华 志强 金生 福生 援朝 解放 永福 树林',
      '平 勇 明 斌 华 健 林 忠',
      '建国志德永福玉文金树振守世长明',
      '国华明生强林福德祥发贵才成民和',
    ),
    female: choice(
      '秀英 桂英 秀兰 玉兰 玉英 淑珍 桂兰 淑英 凤英 玉珍 秀珍 桂芳 素珍 兰英 美华',
      '英 兰 珍 芳 琴 敏 华 梅',
      '秀桂玉淑凤素兰美月翠惠春金爱佩',
      '英兰珍芳琴华梅云芝香莲娥清贞琼',
    ),
  },
  {
    until: 1970,
    singlePermille: 260,
    male: choice(
      '建军 卫东 志强 卫国 建平 国庆 红军 建华 建国 永强 志刚 新民 爱国 跃进 保国',
      '勇 军 伟 平 明 斌 强 健 林 刚',
      '建卫志国永新文立保向宏海春晓庆',
      '军东强平华国刚民生明伟文斌林光',
    ),
    female: choice(
      '丽华 秀英 红梅 桂芳 丽娟 玉梅 秀梅 春梅 丽萍 建英 小红 玉华 艳红 卫红 金凤',
      '丽 红 敏 芳 梅 萍 燕 英 霞 玲',
      '丽秀红桂玉春小艳卫金美月晓淑爱',
      '华英梅芳娟萍红霞玲琴凤云香珍兰',
    ),
  },
  {
    until: 1980,
    singlePermille: 420,
    male: choice(
      '志强 建军 海涛 志勇 建华 晓东 永强 志伟 文军 海军 晓峰 建波 卫东 新华 国栋',
      '伟 勇 军 强 涛 斌 波 辉 刚 杰 峰 健 明 磊 宏 毅',
      '志建海晓永文新国卫宏春立庆向俊少',
      '强军涛勇华东伟峰波辉刚斌明平林杰',
    ),
    female: choice(
      '丽娟 晓燕 海燕 丽丽 春梅 红霞 丽萍 艳丽 秀芳 雪梅 晓红 玉玲 冬梅 海霞 小燕',
      '静 丽 芳 敏 艳 娟 霞 燕 红 玲 萍 梅 娜 洁 琳 莉',
      '晓丽海红春雪艳玉秀小冬美文燕慧爱',
      '燕娟丽霞梅玲芳萍红琴英艳敏华云莉',
    ),
  },
  {
    until: 1990,
    singlePermille: 450,
    male: choice(
      '志鹏 海波 俊杰 晓明 志伟 建伟 文杰 晓东 鹏飞 立伟 海龙 少华 永刚 俊峰 文涛',
      '磊 鹏 涛 伟 超 杰 强 峰 波 勇 斌 亮 飞 凯 刚 浩 宁 辉 龙 俊',
      '志海俊晓建文鹏立少永国振小亚宇子',
      '鹏波杰明伟东飞龙华刚峰涛超辉亮斌',
    ),
    female: choice(
      '婷婷 丽娜 海燕 晓丽 丹丹 莉莉 晓燕 雪梅 倩倩 文静 晓婷 媛媛 佳佳 丽君 玲玲',
      '静 婷 娜 丹 敏 燕 丽 洁 倩 娟 颖 莉 琳 艳 慧 蕾 璐 雪 晶 莹 楠 媛',
      '晓丽雅海文雪佳小思慧婷美春玉亚莉',
      '婷娜燕丽静敏芳君洁颖莉玲琳娟慧莹',
    ),
  },
  {
    until: 2000,
    singlePermille: 330,
    male: choice(
      '俊杰 浩然 志豪 子豪 文博 天宇 家豪 嘉伟 鹏飞 宇航 俊豪 明轩 泽宇 晓宇 家辉',
      '浩 鑫 杰 宇 超 磊 凯 帅 鹏 博 峰 旭 阳 翔 晨 涛 瑞 健',
      '俊子浩志文天家嘉宇明泽晓思建鹏一',
      '杰豪宇然博伟航轩辉鹏阳龙飞翔涛凯',
    ),
    female: choice(
      '雨婷 佳怡 思雨 雅婷 婷婷 梦婷 晓雯 欣怡 雪莹 静怡 佳琪 梦瑶 思琪 嘉欣 文静',
      '婷 颖 雪 静 悦 敏 佳 倩 欣 雯 琪 洁 丹 瑶 萌 薇 莹 璐 蕊',
      '雨佳思雅梦晓欣雪静嘉文诗梓慧若婉',
      '婷怡雨琪雯莹瑶欣颖静妍悦洁彤琳萱',
    ),
  },
  {
    until: 9999,
    singlePermille: 110,
    male: choice(
      '浩然 子轩 宇轩 浩宇 梓豪 宇航 子涵 俊熙 博文 皓轩 一诺 奕辰 沐宸 宇泽 梓轩',
      '睿 晨 宇 昊 轩 阳 涵 泽',
      '子宇浩梓俊博皓奕沐明嘉泽一星景天',
      '轩然宇航豪涵熙文辰宸泽睿阳霖哲恒',
    ),
    female: choice(
      '欣怡 梓涵 诗涵 子涵 雨涵 梓萱 可馨 思涵 雨桐 一诺 语桐 若汐 依诺 欣妍 诗琪',
      '悦 涵 瑶 萱 琪 妍 彤 玥',
      '梓诗雨欣可思语若依子佳沐芷一书念',
      '涵怡萱桐馨诺汐妍琪彤瑶玥晴宁菲萌',
    ),
  },
];
