/**
 * Chinese surnames by their publicly known share of the population (per ten thousand, rounded),
 * each with its romanisation. Polyphonic characters are read as surnames are (曾 zeng, 单 shan).
 */
const SHARES = `
王 wang 710 李 li 702 张 zhang 674 刘 liu 510 陈 chen 450 杨 yang 308 黄 huang 223 赵 zhao 215
吴 wu 203 周 zhou 197 徐 xu 150 孙 sun 145 胡 hu 131 朱 zhu 128 高 gao 119 林 lin 119 何 he 118
郭 guo 117 马 ma 111 罗 luo 105 梁 liang 96 郑 zheng 88 宋 song 87 谢 xie 82 韩 han 76 唐 tang 74
冯 feng 73 于 yu 68 董 dong 68 肖 xiao 62 程 cheng 59 曹 cao 59 袁 yuan 58 邓 deng 58 许 xu 58
傅 fu 52 沈 shen 52 曾 zeng 51 彭 peng 51 吕 lv 49 苏 su 47 卢 lu 46 蒋 jiang 46 蔡 cai 45
贾 jia 43 丁 ding 42 魏 wei 42 薛 xue 41 叶 ye 41 余 yu 39 阎 yan 39 潘 pan 38 杜 du 38 戴 dai 36
夏 xia 36 钟 zhong 36 汪 wang 35 田 tian 35 任 ren 35 姜 jiang 35 范 fan 34 方 fang 33 石 shi 33
姚 yao 32 谭 tan 32 廖 liao 31 邹 zou 30 熊 xiong 30 金 jin 30 陆 lu 29 郝 hao 28 孔 kong 27
白 bai 27 崔 cui 27 康 kang 26 毛 mao 26 邱 qiu 25 秦 qin 25 江 jiang 25 史 shi 24 顾 gu 24
侯 hou 23 邵 shao 22 孟 meng 22 龙 long 21 万 wan 21 段 duan 20 雷 lei 20 钱 qian 20 汤 tang 19
尹 yin 19 黎 li 18 易 yi 18 常 chang 18 武 wu 18 乔 qiao 17 贺 he 17 赖 lai 16 龚 gong 16
施 shi 16 文 wen 15 陶 tao 15 洪 hong 15 严 yan 15 章 zhang 14 韦 wei 14 庞 pang 13 翟 zhai 13
樊 fan 12 安 an 12 颜 yan 12 牛 niu 12 温 wen 12 鲁 lu 12 葛 ge 12 兰 lan 11 殷 yin 11 倪 ni 11
俞 yu 11 伍 wu 11 申 shen 11 季 ji 10 向 xiang 10 邢 xing 10 莫 mo 10 庄 zhuang 10 欧阳 ouyang 9
毕 bi 9 聂 nie 9 柳 liu 9 岳 yue 9 齐 qi 9 尤 you 8 焦 jiao 8 路 lu 8 梅 mei 8 祝 zhu 8 辛 xin 7
管 guan 7 左 zuo 7 涂 tu 7 谷 gu 7 耿 geng 7 祁 qi 6 时 shi 6 舒 shu 6 单 shan 5 牟 mou 5 卜 bu 5
上官 shangguan 2 诸葛 zhuge 2 司马 sima 2 皇甫 huangfu 1 尉迟 yuchi 1`;

interface Surname {
  text: string;
  latin: string;
  share: number;
}

export const SURNAMES: readonly Surname[] = [...SHARES.matchAll(/(\S+) ([a-z]+) (\d+)/g)].map(
  ([, text, latin, share]) => ({ text: text as string, latin: latin as string, share: Number(share) }),
);
