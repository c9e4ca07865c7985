/** Chinese surnames of two characters that are in use. */
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 南宫 独孤 长孙 宇文 轩辕 端木 百里 东郭 西门 呼延 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 东门 南门 羊舌 微生 梁丘 左丘 第五 赫连 万俟 闻人 夏候 欧陽 司馬'.split(
    ' ',
  ),
);
/** Surnames of one character, the some 400 that nearly everybody bears. */
const single = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由阎傅郗濮哀郄员'.replace(
    /\s/g,
    '',
  ),
);

/** Whether a text is a Chinese surname of two characters. */
export function isCompoundSurname(text: string): boolean {
  return text.length === 2 && compound.has(text);
}

/** Family and given name of a Chinese name. */
export interface SplitName {
  family: string;
  given: string;
}

const chinese = /^[\u3400-\u9fff]{2,4}$/;
/** Two characters that are a compound surname, or a common surname and the first of a given name. */
const twoWays = new Set([
  '东方',
  '南门',
  '东门',
  '西门',
  '长孙',
  '第五',
  '百里',
  '闻人',
  '微生',
  '公良',
  '乐正',
  '单于',
  '司空',
  '公西',
]);

/**
 * Splits a Chinese name where its surname is beyond doubt: a known one of one character with a given name of
 * one or two, or a compound one with as many. Null for anything else: 欧阳 alone, 王李小明 (two surnames),
 * names of other peoples, and the few compound surnames that may be a surname and a given name.
 */
export function splitChineseName(name: string): SplitName | null {
  if (!chinese.test(name)) return null;
  const two = name.slice(0, 2);
  if (compound.has(two)) {
    if (name.length === 2) return null;
    if (name.length === 3 && twoWays.has(two) && single.has(name[0]!)) return null;
    return { family: two, given: name.slice(2) };
  }
  if (name.length > 3 || !single.has(name[0]!)) return null;
  return { family: name[0]!, given: name.slice(1) };
}
