import { runningSums } from './random.ts';

export type Country = 'CN' | 'GB' | 'SG' | 'US';
export type Currency = 'CNY' | 'GBP' | 'SGD' | 'USD';

export interface Place {
  country: Country;
  currency: Currency;
  timeZone: string;
  /** Hours that local clocks are ahead of UTC; summer time is left out on purpose. */
  utcOffsetHours: number;
  province: string;
  city: string;
  latin: string;
  /** Trunk code of landlines, without the leading zero abroad. */
  areaCode: string;
  postcode: string;
  districts: readonly string[];
  weight: number;
}

/** Province, city, romanisation, area code, postcode stem, weight (by size and wealth), districts. */
const CHINA = `
上海市 上海市 shanghai 021 2000 120 浦东新区 静安区 徐汇区 黄浦区 长宁区 闵行区 杨浦区 虹口区 普陀区 宝山区 松江区
北京市 北京市 beijing 010 1000 110 朝阳区 海淀区 东城区 西城区 丰台区 石景山区 通州区 昌平区 大兴区 顺义区
广东省 广州市 guangzhou 020 5100 75 天河区 越秀区 海珠区 荔湾区 白云区 番禺区 黄埔区
广东省 深圳市 shenzhen 0755 5180 80 南山区 福田区 罗湖区 宝安区 龙岗区 龙华区 盐田区
浙江省 杭州市 hangzhou 0571 3100 70 西湖区 上城区 拱墅区 滨江区 余杭区 萧山区 临平区
四川省 成都市 chengdu 028 6100 62 锦江区 青羊区 金牛区 武侯区 成华区 双流区 郫都区
江苏省 苏州市 suzhou 0512 2150 48 姑苏区 虎丘区 吴中区 相城区 吴江区
江苏省 南京市 nanjing 025 2100 46 玄武区 秦淮区 建邺区 鼓楼区 栖霞区 江宁区 浦口区
湖北省 武汉市 wuhan 027 4300 46 江岸区 江汉区 硚口区 汉阳区 武昌区 洪山区 青山区
重庆市 重庆市 chongqing 023 4000 46 渝中区 江北区 南岸区 沙坪坝区 九龙坡区 渝北区 巴南区
陕西省 西安市 xian 029 7100 38 雁塔区 碑林区 莲湖区 新城区 未央区 灞桥区 长安区
天津市 天津市 tianjin 022 3000 32 和平区 南开区 河西区 河东区 河北区 西青区 滨海新区
湖南省 长沙市 changsha 0731 4100 32 岳麓区 芙蓉区 天心区 开福区 雨花区 望城区
河南省 郑州市 zhengzhou 0371 4500 30 金水区 中原区 二七区 管城回族区 惠济区
山东省 青岛市 qingdao 0532 2660 28 市南区 市北区 崂山区 李沧区 城阳区 黄岛区
浙江省 宁波市 ningbo 0574 3150 28 海曙区 江北区 鄞州区 镇海区 北仑区
福建省 厦门市 xiamen 0592 3610 28 思明区 湖里区 集美区 海沧区 同安区 翔安区
福建省 福州市 fuzhou 0591 3500 26 鼓楼区 台江区 仓山区 晋安区 马尾区
江苏省 无锡市 wuxi 0510 2140 24 梁溪区 滨湖区 新吴区 锡山区 惠山区
山东省 济南市 jinan 0531 2500 24 历下区 市中区 槐荫区 天桥区 历城区
安徽省 合肥市 hefei 0551 2300 24 庐阳区 蜀山区 包河区 瑶海区
广东省 佛山市 foshan 0757 5280 22 禅城区 南海区 顺德区 三水区 高明区
辽宁省 沈阳市 shenyang 024 1100 22 和平区 沈河区 大东区 皇姑区 铁西区 浑南区
辽宁省 大连市 dalian 0411 1160 22 中山区 西岗区 沙河口区 甘井子区
云南省 昆明市 kunming 0871 6500 20 五华区 盘龙区 官渡区 西山区 呈贡区
广东省 东莞市 dongguan 0769 5230 20 南城街道 东城街道 莞城街道 虎门镇 长安镇
黑龙江省 哈尔滨市 haerbin 0451 1500 16 道里区 南岗区 道外区 香坊区 松北区
吉林省 长春市 changchun 0431 1300 14 朝阳区 南关区 宽城区 二道区 绿园区
河北省 石家庄市 shijiazhuang 0311 0500 14 长安区 桥西区 新华区 裕华区
江西省 南昌市 nanchang 0791 3300 14 东湖区 西湖区 青云谱区 青山湖区 红谷滩区
广西壮族自治区 南宁市 nanning 0771 5300 14 青秀区 兴宁区 西乡塘区 江南区 良庆区
贵州省 贵阳市 guiyang 0851 5500 13 云岩区 南明区 观山湖区 花溪区 白云区
山西省 太原市 taiyuan 0351 0300 12 小店区 迎泽区 杏花岭区 万柏林区
浙江省 温州市 wenzhou 0577 3250 16 鹿城区 龙湾区 瓯海区
浙江省 嘉兴市 jiaxing 0573 3140 11 南湖区 秀洲区
浙江省 绍兴市 shaoxing 0575 3120 12 越城区 柯桥区 上虞区
浙江省 金华市 jinhua 0579 3210 10 婺城区 金东区
浙江省 台州市 taizhou 0576 3180 9 椒江区 黄岩区 路桥区
江苏省 常州市 changzhou 0519 2130 14 天宁区 钟楼区 新北区 武进区
江苏省 南通市 nantong 0513 2260 13 崇川区 通州区 海门区
江苏省 徐州市 xuzhou 0516 2210 11 云龙区 鼓楼区 泉山区 铜山区
江苏省 扬州市 yangzhou 0514 2250 10 广陵区 邗江区 江都区
福建省 泉州市 quanzhou 0595 3620 16 鲤城区 丰泽区 洛江区
福建省 漳州市 zhangzhou 0596 3630 7 芗城区 龙文区
广东省 珠海市 zhuhai 0756 5190 11 香洲区 斗门区 金湾区
广东省 中山市 zhongshan 0760 5284 10 石岐街道 东区街道 西区街道 小榄镇
广东省 惠州市 huizhou 0752 5160 10 惠城区 惠阳区
广东省 汕头市 shantou 0754 5150 8 金平区 龙湖区 澄海区
山东省 烟台市 yantai 0535 2640 11 芝罘区 莱山区 福山区
山东省 潍坊市 weifang 0536 2610 9 奎文区 潍城区 坊子区
山东省 临沂市 linyi 0539 2760 8 兰山区 罗庄区 河东区
河南省 洛阳市 luoyang 0379 4710 9 洛龙区 西工区 涧西区 老城区
湖北省 宜昌市 yichang 0717 4430 6 西陵区 伍家岗区 夷陵区
湖北省 襄阳市 xiangyang 0710 4410 5 襄城区 樊城区 襄州区
湖南省 株洲市 zhuzhou 0733 4120 5 天元区 芦淞区 荷塘区
四川省 绵阳市 mianyang 0816 6210 6 涪城区 游仙区
河北省 唐山市 tangshan 0315 0630 8 路南区 路北区 丰南区
河北省 保定市 baoding 0312 0710 7 竞秀区 莲池区
海南省 海口市 haikou 0898 5700 8 龙华区 美兰区 琼山区 秀英区
海南省 三亚市 sanya 0898 5720 5 吉阳区 天涯区
甘肃省 兰州市 lanzhou 0931 7300 8 城关区 七里河区 安宁区 西固区
新疆维吾尔自治区 乌鲁木齐市 wulumuqi 0991 8300 8 天山区 沙依巴克区 新市区 水磨沟区
内蒙古自治区 呼和浩特市 huhehaote 0471 0100 6 新城区 回民区 玉泉区 赛罕区
宁夏回族自治区 银川市 yinchuan 0951 7500 5 兴庆区 金凤区 西夏区
青海省 西宁市 xining 0971 8100 4 城中区 城东区 城西区 城北区
安徽省 芜湖市 wuhu 0553 2410 7 镜湖区 弋江区 鸠江区
安徽省 黄山市 huangshan 0559 2450 4 屯溪区 徽州区`;

function chinaPlace(line: string): Place {
  const [province, city, latin, areaCode, postcode, weight, ...districts] = line.split(' ') as [
    string,
    string,
    string,
    string,
    string,
    string,
    ...string[],
  ];
  return {
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    utcOffsetHours: 8,
    province,
    city,
    latin,
    areaCode,
    postcode,
    weight: Number(weight),
    districts,
  };
}

function abroad(
  country: Country,
  currency: Currency,
  timeZone: string,
  utcOffsetHours: number,
  list: string,
) {
  return list.split('\n').map((line): Place => {
    const [province, city, areaCode, postcode, weight, districts] = line.trim().split('|') as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const latin = city.toLowerCase().replaceAll(' ', '');
    return {
      country,
      currency,
      timeZone,
      utcOffsetHours,
      province,
      city,
      latin,
      areaCode,
      postcode,
      weight: Number(weight),
      districts: districts.split(','),
    };
  });
}

/** Province or state, city, area code, postcode stem, weight, districts. */
const ABROAD: readonly Place[] = [
  ...abroad(
    'GB',
    'GBP',
    'Europe/London',
    0,
    `England|London|20|WC|32|Camden,Islington,Hackney,Westminster,Lambeth,Ealing
    England|Manchester|161|M|8|Didsbury,Chorlton,Ancoats
    Scotland|Edinburgh|131|EH|6|Leith,Morningside,Stockbridge
    England|Bristol|117|BS|5|Clifton,Bedminster,Redland`,
  ),
  ...abroad(
    'SG',
    'SGD',
    'Asia/Singapore',
    8,
    'Singapore|Singapore|||50|Tampines,Bedok,Bishan,Queenstown,Clementi,Novena',
  ),
  ...abroad('US', 'USD', 'America/New_York', -5, 'NY|New York|212|100|9|Manhattan,Brooklyn,Queens'),
  ...abroad(
    'US',
    'USD',
    'America/Los_Angeles',
    -8,
    `CA|San Francisco|415|941|7|Sunset,Richmond,Mission
    WA|Seattle|206|981|5|Ballard,Fremont,Capitol Hill`,
  ),
];

/** Where customers live; drawn with `PLACE_SUMS`. */
export const PLACES: readonly Place[] = [...CHINA.trim().split('\n').map(chinaPlace), ...ABROAD];

export const PLACE_SUMS = runningSums(PLACES.map((place) => place.weight));
