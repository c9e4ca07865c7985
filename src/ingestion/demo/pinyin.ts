/** How the characters of demo names are romanised; not a general dictionary. */
const READINGS = `
ai爱 an安 bao保 bin斌 bo波博 cai才 chang长昌 chao超朝 chen晨辰宸 cheng成诚 chuang创 chun春 cui翠 da达
dan丹 de德 dong东栋冬 e娥 fa发 fang放芳方 fei飞菲 feng凤峰丰 fu福 gang刚 guang光 gui贵桂 guo国 hai海
han涵 hang航 hao浩豪皓昊 he和禾 heng恒 hong红宏鸿 hua华 hui惠辉慧 jia佳家嘉 jian建健 jie解杰洁捷
jin金进 jing静晶景 juan娟 jun军俊君 kai凯 kang康 ke可 lan兰 lei磊蕾 li立丽莉 lian莲 liang亮 lin林琳霖
ling玲 long龙隆 lu璐 mao茂 mei美梅 meng梦萌 min民敏 ming明 mu沐 na娜 nan楠 nian念 ning宁 nuo诺 pei佩
peng鹏 ping平萍 qi琪 qian倩 qiang强 qin琴 qing清庆晴青 qiong琼 ran然 rui瑞蕊睿 run润 ruo若 shao少
sheng生盛 shi世诗 shou守 shu树淑书 shuai帅 si思 song松 su素 tai泰 tao涛 teng腾 tian天 ting婷亭 tong彤桐通
wan婉 wei卫伟薇 wen文雯 xi熙汐 xia霞 xiang祥香向翔 xiao晓小 xin新鑫欣馨信 xing星 xiu秀 xu旭 xuan轩萱
xue雪 ya亚雅 yan艳燕妍 yang阳 yao瑶 yi毅一怡奕依 ying英颖莹 yong永勇 yu玉宇雨语 yuan援媛源远
yue月跃悦玥 yun云 ze泽 zhe哲 zhen振珍贞 zhi志芝芷 zhong忠中 zhu竹 zi子梓`;

const BY_CHARACTER = new Map<string, string>();
for (const [, latin, characters] of READINGS.matchAll(/([a-z]+)(\p{Script=Han}+)/gu)) {
  for (const character of characters as string) BY_CHARACTER.set(character, latin as string);
}

/** The romanisation of a given name or company word, lower case and without tones: 建国 → jianguo. */
export function romanise(text: string): string {
  let latin = '';
  for (const character of text) latin += BY_CHARACTER.get(character) ?? '';
  return latin;
}
