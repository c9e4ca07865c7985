import { describe, expect, it } from 'vitest';
import { profileColumns } from './columns.ts';
import type { FieldKey, FileKind } from './fields.contract.ts';
import { missingFields, proposeMapping } from './mapping.ts';

function propose(table: string[][], as?: FileKind, hints = {}) {
  const [headers, ...rows] = table;
  return proposeMapping(profileColumns(headers!, rows, hints), as);
}

const fieldsOf = (table: string[][], as?: FileKind) => propose(table, as).columns.map(({ field }) => field);
const profile = (values: string[], hints = {}) =>
  profileColumns(
    [''],
    values.map((value) => [value]),
    hints,
  )[0]!;

describe('a column', () => {
  it('has the type that nearly all of its values have', () => {
    const types: [string[], string][] = [
      [['1', '2', '-3'], 'integer'],
      [['1.5', '2'], 'decimal'],
      [['￥1.50', '￥20.00'], 'money'],
      [['2024-01-02', '2024/1/3', '2024年3月5日'], 'date'],
      [['2024-01-02 10:00', '2024-01-03 11:00:05'], 'datetime'],
      [['a@b.cn', 'c.d@e.com'], 'email'],
      [['13812345678', '139 1234 5678'], 'phone'],
      [['China', '英国', 'EIRE'], 'country'],
      [['是', '否'], 'boolean'],
      [['85123A', '71053', 'x'], 'text'],
      [['', ' '], 'empty'],
    ];
    for (const [values, type] of types) expect([values, profile(values).type]).toEqual([values, type]);
  });

  it('shows fill rate, number of different values and examples', () => {
    expect(profile(['a', '', 'b', 'a'])).toMatchObject({
      fillRate: 0.75,
      distinct: 2,
      sampled: 4,
      examples: ['a', 'b'],
    });
  });

  it('decides day and month by all of its values, and says when it guesses', () => {
    expect(profile(['1/2/2024', '3/14/2024'])).toMatchObject({
      reading: { dateOrder: 'mdy' },
      dateOrderGuessed: false,
    });
    expect(profile(['1/2/2024', '14/3/2024'])).toMatchObject({
      reading: { dateOrder: 'dmy' },
      dateOrderGuessed: false,
    });
    expect(profile(['1/2/2024'])).toMatchObject({ reading: { dateOrder: 'dmy' }, dateOrderGuessed: true });
    expect(profile(['1/2/2024'], { timeZone: 'America/New_York' }).reading.dateOrder).toBe('mdy');
    expect(profile(['2024-01-02']).reading.dateOrder).toBeUndefined();
  });

  it('decides its decimal mark by all of its values', () => {
    expect(profile(['1,5', '1.234,50']).reading.decimalMark).toBe(',');
    expect(profile(['1,500', '2,250']).reading.decimalMark).toBeUndefined();
    expect(profile(['1,234.50', '12']).reading.decimalMark).toBeUndefined();
  });

  it('is a column of exported floats only when every value looks so', () => {
    expect(profile(['17850.0', '', '13047.0']).reading.integralFloat).toBe(true);
    expect(profile(['17850.0', '13047']).reading.integralFloat).toBeUndefined();
  });
});

describe('the proposed mapping', () => {
  it('reads headers in traditional characters like those in simplified ones', () => {
    const header = ['客戶編號', '姓名', '性別', '生日', '手機號碼', '電郵', '備註'];
    const row = ['T1', '陳小明', '男', '1971/2/2', '0912345678', 'ming@example.tw', ''];
    expect(fieldsOf([header, row], 'customers')).toEqual(
      fieldsOf([['客户编号', '姓名', '性别', '生日', '手机号码', '电邮', '备注'], row], 'customers'),
    );
    expect(fieldsOf([header, row], 'customers').slice(0, 6)).not.toContain(null);
  });

  it('reads landlines and mobiles of one column as those of the country that the mobiles are of', () => {
    const rows = [
      ['F1', '13877770001'],
      ['F2', '021-33334444'],
      ['F3', '(0571)87654321'],
    ];
    const { mapping } = propose([['ID', 'Phone'], ...rows], 'customers');
    expect(mapping.columns[1]!.reading.phoneCountry).toBe('CN');
    const landlines = propose(
      [
        ['编号', '电话'],
        ['F2', '021-33334444'],
        ['F3', '0571-87654321'],
      ],
      'customers',
    );
    expect(landlines.mapping.columns[1]!.reading.phoneCountry).toBe('CN');
  });

  it('takes a table without header for customers where its values tell who somebody is', () => {
    const rows = [
      ['N1', '王伟', '13812345678', 'wei@example.com'],
      ['N2', '李强', '13912345678', 'li@example.com'],
    ];
    const found = proposeMapping(profileColumns(['', '', '', ''], rows, {}));
    expect(found.as).toBe('customers');
    expect(found.columns.map(({ field }) => field)).toEqual([null, null, 'customer.phone', 'customer.email']);
  });

  it('reads the retail header completely', () => {
    const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'.split(
      ',',
    );
    const row = '536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom'.split(',');
    const proposal = propose([header, row]);
    expect(proposal.as).toBe('orders');
    expect(proposal.missing).toEqual([]);
    expect(proposal.columns.map(({ field }) => field)).toEqual([
      'order.number',
      'product.code',
      'product.name',
      'line.quantity',
      'order.ordered_at',
      'line.unit_price',
      'customer.external_id',
      'customer.country',
    ]);
    expect(proposal.columns.every(({ confidence, why }) => confidence > 0.9 && why === 'header')).toBe(true);
  });

  it('reads a Chinese shop export', () => {
    const header =
      '订单编号,下单时间,订单状态,店铺名称,商品名称,商家编码,购买数量,单价(元),实付金额,会员号,收货人姓名,收货人手机号,收货省份,收货城市,收货地址'.split(
        ',',
      );
    const row =
      'T1,2024-03-05 10:00:00,交易成功,旗舰店,茶杯,SKU1,2,19.90,39.80,M1,张伟,13812345678,湖南省,长沙市,建设路1号'.split(
        ',',
      );
    expect(fieldsOf([header, row])).toEqual([
      'order.number',
      'order.ordered_at',
      'order.status',
      'order.store',
      'product.name',
      'product.code',
      'line.quantity',
      'line.unit_price',
      'line.amount',
      'customer.external_id',
      'customer.name',
      'customer.phone',
      'customer.region',
      'customer.city',
      'customer.address',
    ] satisfies FieldKey[]);
  });

  it('tells customers from orders', () => {
    const proposal = propose([
      ['客户编号', '姓名', '性别', '出生日期', '手机', '电子邮箱', '公司名称'],
      ['1', '张伟', '男', '1990-05-01', '13812345678', 'a@b.cn', '常青'],
    ]);
    expect(proposal.as).toBe('customers');
    expect(proposal.columns.map(({ field }) => field)).toEqual([
      'customer.external_id',
      'customer.name',
      'customer.gender',
      'customer.birthday',
      'customer.phone',
      'customer.email',
      'customer.company',
    ] satisfies FieldKey[]);
  });

  it('uses each field once and finds e-mail and phone by their values alone', () => {
    const proposal = propose([
      ['x', 'y', 'Order No', 'Order Number', 'Price'],
      ['a@b.cn', '13812345678', '1', '2', '3.50'],
    ]);
    expect(proposal.columns.map(({ field, why }) => [field, why])).toEqual([
      ['customer.email', 'values'],
      ['customer.phone', 'values'],
      [null, 'none'],
      ['order.number', 'header'],
      ['line.unit_price', 'header'],
    ]);
  });

  it('knows who sold an order by many names, and takes neither a commission nor a phone for them', () => {
    const fieldOf = (header: string, value: string) =>
      fieldsOf(
        [
          ['订单号', '下单时间', '金额', header],
          ['T1', '2024-03-05 10:00', '5', value],
          ['T2', '2024-03-06 10:00', '6', value],
        ],
        'orders',
      )[3];
    for (const header of [
      '销售员',
      '业務員',
      '導購',
      '导购员姓名',
      '营业员',
      '店员',
      'Sales Rep',
      'Sold by',
      'seller',
    ])
      expect([header, fieldOf(header, '王海芳')]).toEqual([header, 'order.seller']);
    expect(fieldOf('导购', '1023')).toBe('order.seller');
    expect(fieldOf('导购提成', '12.50')).toBe(null);
    expect(fieldOf('Employee discount', '5')).toBe('line.discount');
    expect(fieldOf('业务员电话', '13812345678')).not.toBe('order.seller');
    expect(
      fieldsOf([
        ['会员编号', '跟进方式', '跟进时间', '跟进内容', '业务员'],
        ['K1', '电话', '2024-03-05 10:00', '问了发货时间', '李娜'],
      ])[4],
    ).toBe('activity.staff');
  });

  it('does not read words as figures', () => {
    expect(
      fieldsOf(
        [
          ['订单号', '数量'],
          ['1', '两件'],
        ],
        'orders',
      ),
    ).toEqual(['order.number', null]);
  });

  it('says in both languages which required field is missing', () => {
    const { missing, mapping } = propose(
      [
        ['order number', 'quantity'],
        ['1', '2'],
      ],
      'orders',
    );
    expect(missing.map(({ oneOf }) => oneOf)).toEqual([
      ['order.ordered_at'],
      ['line.unit_price', 'line.amount'],
    ]);
    expect(missing[0]).toMatchObject({
      en: 'No column is read as “Order time”.',
      zh: '没有任何列对应“下单时间”。',
    });
    expect(missingFields({ ...mapping, as: 'customers' })).toHaveLength(1);
  });

  it('of a file without any column names what is missing', () => {
    expect(proposeMapping([]).missing.length).toBeGreaterThan(0);
  });
});

it('a column of figures keeps its field although a value in it is wrong', () => {
  const quantities = ['6', '2', '-2', 'x'].map((quantity) => [
    '536365',
    '2010-12-01 08:26:00',
    quantity,
    '2.55',
  ]);
  const columns = profileColumns(['InvoiceNo', 'InvoiceDate', 'Quantity', 'UnitPrice'], quantities, {
    timeZone: 'UTC',
  });
  expect(proposeMapping(columns).columns.map(({ field }) => field)).toEqual([
    'order.number',
    'order.ordered_at',
    'line.quantity',
    'line.unit_price',
  ]);
});
