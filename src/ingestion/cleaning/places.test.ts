import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divisions, shortName } from './divisions.ts';
import { filledPlaces, officialPlaces, type PlaceCells, readPlace } from './places.ts';

const nowhere: PlaceCells = { country: undefined, region: '', city: '', district: '', address: '' };
const read = (cells: Partial<PlaceCells>) => readPlace({ ...nowhere, ...cells });
const names = (cells: Partial<PlaceCells>) => {
  const { region, city, district } = read(cells);
  return [region, city, district].join('/');
};

describe('an address', () => {
  it.each([
    ['郴州市苏仙区文化路838号', '湖南省/郴州市/苏仙区'],
    ['湖南省郴州市宜章县杨梅山镇建设路259号', '湖南省/郴州市/宜章县'],
    ['山西省 太原市 清徐县 黄河路30号', '山西省/太原市/清徐县'],
    ['山东日照五莲县长江路211号', '山东省/日照市/五莲县'],
    ['山东日照长江路211号', '山东省/日照市/'],
    ['内蒙古自治区鄂尔多斯乌审旗建设路346号', '内蒙古自治区/鄂尔多斯市/乌审旗'],
    [
      '新疆维吾尔自治区巴音郭楞蒙古自治州焉耆回族自治县永宁镇',
      '新疆维吾尔自治区/巴音郭楞蒙古自治州/焉耆回族自治县',
    ],
    ['新疆伊犁州伊宁市', '新疆维吾尔自治区/伊犁哈萨克自治州/伊宁市'],
    ['北京市市辖区朝阳区望京街10号', '北京市/北京市/朝阳区'],
    ['北京市朝阳区望京街10号', '北京市/北京市/朝阳区'],
    ['北京大兴区黄河路1750号', '北京市/北京市/大兴区'],
    ['北京 朝阳 望京街', '北京市/北京市/朝阳区'],
    ['中国上海市浦东新区世纪大道1号', '上海市/上海市/浦东新区'],
    ['海淀区中关村大街1号', '北京市/北京市/海淀区'],
    ['义乌市稠州北路699号', '浙江省/金华市/义乌市'],
    ['吉林长春朝阳区', '吉林省/长春市/朝阳区'],
    ['吉林吉林桦甸市和平路', '吉林省/吉林市/桦甸市'],
    ['重庆市忠县忠州街道', '重庆市/重庆市/忠县'],
    ['湖北省仙桃市沔阳大道1号', '湖北省/仙桃市/'],
    ['海南省乐东黎族自治县国营莺歌海盐场', '海南省/乐东黎族自治县/'],
    ['东莞市长安镇锦厦路', '广东省/东莞市/长安镇'],
    ['北京密云县鼓楼大街', '北京市/北京市/密云区'],
    ['杭州富阳市春江街道', '浙江省/杭州市/富阳区'],
    ['襄樊市樊城区人民路', '湖北省/襄阳市/樊城区'],
    ['100020 北京市朝阳区', '北京市/北京市/朝阳区'],
    ['香港九龙尖沙咀', '香港特别行政区/九龙/'],
  ])('%s lies in %s', (address, expected) => {
    expect(names({ address })).toBe(expected);
  });

  it.each([
    '朝阳区建国路88号',
    '鼓楼区中山路1号',
    '和平区青年路443号',
    '朝阳 建国路',
    '河西区3栋',
    '西区3栋',
    '城东区3号',
    '南京路12号',
    '山东路5号',
    '山东青岛路12号',
    '四川北路100号',
    '北京大学',
    '朝阳市场12号',
    '上海花园3栋',
    '昆山花桥镇',
    '东京都千代田区',
    'Friedrichstraße 12, Berlin',
    '',
  ])('%s is left open', (address) => {
    expect(names({ address })).toBe('//');
    expect(read({ address }).country).toBeNull();
  });

  it('says so where several places are possible', () => {
    expect(read({ address: '朝阳区建国路88号' }).problems).toEqual({ address: 'place.ambiguous' });
    expect(read({ address: '北京市朝阳区建国路88号' }).problems).toEqual({});
  });

  it('fills nothing that its row contradicts', () => {
    const cells = { region: '湖南', address: '广东省深圳市南山区' };
    expect(names(cells)).toBe('湖南省//');
    expect(read(cells).problems).toEqual({ address: 'place.contradicts' });
  });

  it('tells the country, also where another was expected', () => {
    expect(read({ address: '郴州市苏仙区' }).country).toBe('CN');
    expect(read({ address: '郴州市苏仙区', country: 'CN' }).country).toBe('CN');
    expect(read({ region: '香港' }).country).toBe('HK');
    expect(read({ region: '香港', country: 'CN' }).country).toBe('HK');
    expect(read({ city: '台北' }).country).toBe('TW');
  });
});

describe('columns', () => {
  it.each<[Partial<PlaceCells>, string]>([
    [{ region: '上海' }, '上海市/上海市/'],
    [{ region: 'SH' }, '上海市/上海市/'],
    [{ region: 'Shanghai', city: 'Shanghai' }, '上海市/上海市/'],
    [{ region: 'Guangdong Province', city: 'Shenzhen City' }, '广东省/深圳市/'],
    [{ region: 'Inner Mongolia', city: 'Hohhot' }, '内蒙古自治区/呼和浩特市/'],
    [{ region: 'Shaanxi', city: "Xi'an" }, '陕西省/西安市/'],
    [{ region: 'Jiangsu', city: 'Suzhou' }, '江苏省/苏州市/'],
    [{ region: 'Anhui', city: 'Suzhou' }, '安徽省/宿州市/'],
    [{ region: '内蒙', city: '包头' }, '内蒙古自治区/包头市/'],
    [{ region: '广西', city: '南宁' }, '广西壮族自治区/南宁市/'],
    [{ region: '吉林' }, '吉林省//'],
    [{ region: '吉林', city: '吉林' }, '吉林省/吉林市/'],
    [{ region: '广东省深圳市' }, '广东省/深圳市/'],
    [{ region: '广东/深圳/南山区' }, '广东省/深圳市/南山区'],
    [{ city: '上海', district: '浦东新区' }, '上海市/上海市/浦东新区'],
    [{ city: '长春', district: '朝阳' }, '吉林省/长春市/朝阳区'],
    [{ city: '朝阳', district: '双塔区' }, '辽宁省/朝阳市/双塔区'],
    [{ city: '昆山' }, '江苏省/苏州市/昆山市'],
    [{ region: '重庆', city: '县', district: '忠县' }, '重庆市/重庆市/忠县'],
    [{ region: '北京市', city: '市辖区', district: '朝阳区' }, '北京市/北京市/朝阳区'],
    [{ region: '湖南', address: '岳阳楼区' }, '湖南省/岳阳市/岳阳楼区'],
    [{ region: '湖南', address: '岳阳花园3栋' }, '湖南省//'],
    [{ region: 'SD', country: 'CN' }, '山东省//'],
  ])('%j are read as %s', (cells, expected) => {
    expect(names(cells)).toBe(expected);
  });

  it.each<[Partial<PlaceCells>, string]>([
    [{ district: '朝阳区' }, 'district'],
    [{ district: '朝阳' }, 'district'],
    [{ city: 'Suzhou' }, 'city'],
    [{ city: '吉林' }, 'city'],
    [{ city: '海南' }, 'city'],
    [{ region: '江苏', district: '鼓楼区' }, 'district'],
  ])('%j stay open', (cells, field) => {
    const { problems, ...places } = read(cells);
    expect(problems).toEqual({ [field]: 'place.ambiguous' });
    expect(places[field as 'city']).toBe(cells[field as 'city']);
  });

  it('that contradict each other stay as they are', () => {
    const { problems, region, city } = read({ region: '湖南省', city: '广州' });
    expect([region, city, problems]).toEqual(['湖南省', '广州', { city: 'place.contradicts' }]);
  });

  it('of other countries are not touched', () => {
    expect(names({ region: 'SD', city: 'Suzhou', country: 'US' })).toBe('SD/Suzhou/');
    expect(names({ region: 'SD' })).toBe('SD//');
    expect(names({ region: 'California', city: 'Los Angeles' })).toBe('California/Los Angeles/');
  });

  it('are filled and renamed only while the rules are on', () => {
    const cells = { ...nowhere, city: '深圳', address: '南山区科技园' };
    expect(readPlace(cells, () => false)).toMatchObject({
      region: '',
      city: '深圳',
      district: '',
      rules: {},
    });
    expect(readPlace(cells, (code) => code !== filledPlaces.code).city).toBe('深圳市');
    expect(readPlace(cells).rules).toEqual({
      region: 'place.filled',
      city: 'place.official',
      district: 'place.filled',
    });
  });

  it('do what the examples of the rule say', () => {
    for (const { before, after, column } of officialPlaces.examples) {
      const known = { field: 'customer.region', reading: {}, country: undefined, ...column } as const;
      expect([before, officialPlaces.clean(before, known)]).toEqual([before, after]);
    }
  });
});

describe('every official place', () => {
  const all = [...new Set([...divisions().byText.values()].flatMap(({ places }) => places))];

  it('goes by names of two characters at least, also where its name is that of a people', () => {
    expect([...divisions().byText.keys()].filter((text) => text.length < 2)).toEqual([]);
    expect(['鄂伦春自治旗', '鄂温克族自治旗', '东乡族自治县'].map(shortName)).toEqual([
      '鄂伦春',
      '鄂温克',
      '东乡',
    ]);
    expect(read({ city: '呼伦贝尔市', address: '鄂温克旗区' }).district).toBe('鄂温克族自治旗');
    expect(read({ city: '呼伦贝尔市', address: '区' }).district).toBe('');
  });

  it('is found by its full address, written with and without kinds of places', () => {
    for (const place of all) {
      // 桃园市 in 桃园市 and the like: two levels of one name.
      if (place.level === 3 && place.code > '7') continue;
      // Zones of industry bear their city's name or none.
      if (/开发区$/.test(place.name)) continue;
      const { province, city } = place;
      const chain = [
        province.name,
        city && city !== place ? city.name : '',
        place === province ? '' : place.name,
      ];
      const found = read({ address: `${chain.join('')}甲乙丙丁` });
      const district = place.level === 3 ? place.name : '';
      expect([chain.join(''), found.region, found.district]).toEqual([
        chain.join(''),
        province.name,
        district,
      ]);
      if (city !== null) expect(found.city).toBe(city.name);
    }
  });

  it('is a place about which nothing is left to say once it was read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.constantFrom(...all), (one, other) => {
        const { rules: _, ...first } = read({
          region: shortName(one.province.name),
          city: one.name,
          district: other.name,
        });
        const again = read({ ...first, country: first.country ?? undefined });
        expect([again.region, again.city, again.district]).toEqual([
          first.region,
          first.city,
          first.district,
        ]);
      }),
    );
  });

  it('never makes the reader throw', () => {
    const words = fc.constantFrom(
      ...'省市区县旗路号朝阳吉林北京海南大城州 -/,1甲',
      '上海',
      '自治州',
      '市辖区',
      'Suzhou',
    );
    const text = fc.string({ unit: words, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.record({ region: text, city: text, district: text, address: text }),
        (cells) => void read(cells),
      ),
    );
  });
});
