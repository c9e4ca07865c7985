/**
 * What the demo company sells. A line is a family: name in both languages, price of the smallest
 * variant in yuan, how sought after it is, its season, its set of variants. Families are only ever
 * appended to their category, because product codes count them.
 */
export type Season =
  | 'always'
  | 'spring'
  | 'summer'
  | 'autumn'
  | 'winter'
  | 'newyear'
  | 'midautumn'
  | 'christmas';

/** A code with its name in both languages. */
export interface Named {
  code: string;
  zh: string;
  en: string;
}

export interface Category extends Named {
  brand: Named;
  families: string;
}

const HILL_TEA: Named = { code: 'SHANYUE', zh: '山月', en: 'Shanyue Tea' };
const ONE_LEAF: Named = { code: 'YIYE', zh: '一叶', en: 'One Leaf' };
const EVERGREEN: Named = { code: 'CHANGQING', zh: '常青', en: 'Evergreen' };
const HALF_ACRE: Named = { code: 'BANMU', zh: '半亩', en: 'Half Acre' };
const GOOD_HOUR: Named = { code: 'LIANGCHEN', zh: '良辰', en: 'Good Hour' };

/** Sets of variants: name in both languages and price as a multiple of the smallest, in hundredths. */
export const VARIANTS: Record<string, readonly { zh: string; en: string; hundredths: number }[]> = {
  weight: [
    { zh: '50克', en: '50 g', hundredths: 100 },
    { zh: '125克', en: '125 g', hundredths: 230 },
    { zh: '250克', en: '250 g', hundredths: 420 },
  ],
  cake: [
    { zh: '100克小饼', en: '100 g cake', hundredths: 100 },
    { zh: '200克饼', en: '200 g cake', hundredths: 185 },
    { zh: '357克饼', en: '357 g cake', hundredths: 310 },
  ],
  loose: [
    { zh: '口粮级（每斤）', en: 'everyday grade, per 500 g', hundredths: 100 },
    { zh: '一级（每斤）', en: 'first grade, per 500 g', hundredths: 180 },
    { zh: '特级（每斤）', en: 'top grade, per 500 g', hundredths: 320 },
  ],
  glaze: [
    { zh: '月白', en: 'moon white', hundredths: 100 },
    { zh: '豆青', en: 'celadon', hundredths: 100 },
    { zh: '墨色', en: 'ink black', hundredths: 110 },
  ],
  size: [
    { zh: '小号', en: 'small', hundredths: 100 },
    { zh: '中号', en: 'medium', hundredths: 140 },
    { zh: '大号', en: 'large', hundredths: 195 },
  ],
  colour: [
    { zh: '米白', en: 'oatmeal', hundredths: 100 },
    { zh: '松绿', en: 'pine green', hundredths: 100 },
    { zh: '赭石', en: 'ochre', hundredths: 105 },
  ],
  box: [
    { zh: '雅致装', en: 'classic box', hundredths: 100 },
    { zh: '臻选装', en: 'select box', hundredths: 165 },
    { zh: '典藏装', en: 'collector’s box', hundredths: 290 },
  ],
  pack: [
    { zh: '单份', en: 'single', hundredths: 100 },
    { zh: '三份装', en: 'pack of three', hundredths: 270 },
    { zh: '十份装', en: 'pack of ten', hundredths: 820 },
  ],
};

export const CATEGORIES: readonly Category[] = [
  {
    code: 'TE',
    zh: '茶叶',
    en: 'Tea',
    brand: HILL_TEA,
    families: `
西湖龙井|West Lake Longjing|128|100|always|weight
碧螺春|Biluochun|118|80|always|weight
安吉白茶|Anji white-leaf green tea|108|70|always|weight
明前龙井|Pre-Qingming Longjing|298|60|spring|weight
黄山毛峰|Huangshan Maofeng|88|60|always|weight
铁观音|Tieguanyin|78|90|always|weight
武夷岩茶大红袍|Da Hong Pao rock tea|138|80|always|weight
凤凰单丛|Phoenix Dancong|148|55|always|weight
正山小种|Lapsang Souchong|88|75|always|weight
金骏眉|Jin Jun Mei|188|60|always|weight
祁门红茶|Keemun black tea|72|65|always|weight
滇红|Yunnan black tea|58|60|always|weight
英式早餐红茶|English breakfast tea|36|70|always|weight
伯爵红茶|Earl Grey|39|70|always|weight
普洱生茶|Raw pu-erh|98|50|always|cake
普洱熟茶|Ripe pu-erh|86|70|always|cake
福鼎老白茶|Aged Fuding white tea|116|60|always|cake
茉莉花茶|Jasmine tea|45|85|always|weight
桂花乌龙|Osmanthus oolong|56|60|autumn|weight
陈皮白茶|Tangerine-peel white tea|68|55|winter|weight
菊花枸杞茶|Chrysanthemum and goji tea|32|60|summer|weight
冷泡绿茶包|Cold-brew green tea bags|29.9|75|summer|pack
散装绿茶|Loose green tea by weight|160|45|always|loose
散装红茶|Loose black tea by weight|150|40|always|loose`,
  },
  {
    code: 'TW',
    zh: '茶具',
    en: 'Teaware',
    brand: ONE_LEAF,
    families: `
盖碗|Gaiwan|68|90|always|glaze
品茗杯|Tasting cup|28|95|always|glaze
公道杯|Fairness pitcher|56|70|always|glaze
紫砂壶|Zisha teapot|268|55|always|size
玻璃茶壶|Glass teapot|89|75|always|size
铁壶|Cast-iron kettle|398|30|winter|size
竹制茶盘|Bamboo tea tray|158|45|always|size
茶叶罐|Tea caddy|49|80|always|glaze
旅行茶具套装|Travel tea set|129|85|always|glaze
马克杯|Mug|45|90|always|glaze
茶滤|Tea strainer|22|60|always|size
茶巾|Tea cloth|15.9|55|always|colour
茶则茶针套装|Tea scoop and pick set|38|40|always|pack
电陶炉|Ceramic hob|299|35|winter|colour
冷泡瓶|Cold-brew bottle|59|70|summer|size
骨瓷茶杯碟|Bone-china cup and saucer|78|55|always|glaze`,
  },
  {
    code: 'HM',
    zh: '家居',
    en: 'Home',
    brand: EVERGREEN,
    families: `
亚麻桌布|Linen tablecloth|168|50|always|colour
棉麻靠垫|Cotton-linen cushion|79|75|always|colour
羊毛盖毯|Wool throw|329|45|winter|colour
真丝眼罩|Silk sleep mask|69|55|always|colour
香薰蜡烛|Scented candle|88|85|always|size
藤编收纳筐|Rattan basket|59|80|always|size
木质托盘|Wooden tray|98|60|always|size
陶瓷花瓶|Ceramic vase|118|70|always|glaze
棉质浴巾|Cotton bath towel|69|80|always|colour
竹凉席|Bamboo sleeping mat|219|40|summer|size
手工餐盘|Handmade plate|58|75|always|glaze
汤碗|Soup bowl|42|75|always|glaze
香道炉|Incense burner|138|35|always|glaze
线香|Incense sticks|39|65|always|pack
纸灯笼|Paper lantern|35|50|newyear|size
圣诞花环|Christmas wreath|129|60|christmas|size
暖手壶|Hand warmer|79|50|winter|colour`,
  },
  {
    code: 'GD',
    zh: '园艺',
    en: 'Garden',
    brand: HALF_ACRE,
    families: `
陶土花盆|Terracotta pot|19.9|95|always|size
自动浇水花盆|Self-watering planter|49|70|always|size
园艺手套|Gardening gloves|25|65|spring|colour
修枝剪|Pruning shears|69|55|always|size
长嘴浇水壶|Long-spout watering can|79|65|always|colour
营养土|Potting compost|18.9|90|spring|size
有机肥|Organic fertiliser|29|70|spring|size
香草种子|Herb seeds|9.9|80|spring|pack
番茄种子|Tomato seeds|8.9|70|spring|pack
郁金香种球|Tulip bulbs|39|65|autumn|pack
多肉植物|Succulent|15|75|always|pack
文竹盆栽|Potted asparagus fern|45|60|always|size
兰花盆栽|Potted orchid|188|45|newyear|size
年宵蝴蝶兰|New Year moth orchid|238|50|newyear|size`,
  },
  {
    code: 'GF',
    zh: '礼品',
    en: 'Gifts',
    brand: GOOD_HOUR,
    families: `
龙井茶礼盒|Longjing gift box|298|90|always|box
名茶四品礼盒|Four famous teas gift box|398|85|always|box
茶与茶具礼盒|Tea and teaware gift box|468|70|always|box
中秋月饼礼盒|Mid-Autumn mooncake box|198|100|midautumn|box
新春年货礼盒|New Year hamper|328|100|newyear|box
圣诞红茶礼盒|Christmas black tea box|168|80|christmas|box
香薰礼盒|Home fragrance gift box|188|65|always|box
陶瓷对杯礼盒|Pair of cups gift box|128|75|always|box
定制马克杯|Engraved mug|58|70|always|pack`,
  },
];
