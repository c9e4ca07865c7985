import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAs, holds } from './encoding.fixtures.ts';
import { detectEncoding } from './encoding.ts';
import { readHeadRows } from './head-rows.ts';
import type { Dialect } from './reading.contract.ts';

const simplified = [
  ['姓名,地址', '张伟,杭州市西湖区文三路20号', '李娜,成都市武侯区人民南路'],
  ['客户编号,客户名称,电话', 'K1,上海申通物流有限公司,021-62558888', 'K2,欧阳修,13812345678'],
  ['订单号,收货人,收货地址', 'N1,诸葛亮,湖北省襄阳市襄城区', 'N2,司马懿,河南省焦作市温县'],
  ['name,city', '陈静,深圳', 'Smith,London'],
];
const traditional = [
  ['姓名,地址', '張偉,台北市中正區忠孝東路20號', '李娜,高雄市三民區建國路'],
  ['客戶編號,客戶名稱,電話', 'K1,大同股份有限公司,02-25925252', 'K2,歐陽菲菲,0912345678'],
  ['訂單號,收貨人,收貨地址', 'N1,諸葛亮,香港九龍彌敦道', 'N2,黃淑惠,新北市板橋區'],
  ['name,city', '陳靜,台中', 'Smith,London'],
];

const detected = (bytes: Buffer) => detectEncoding(bytes, true).encoding;

describe('Big5 and GB18030', () => {
  it('are told apart from names and addresses of three rows', () => {
    for (const rows of simplified) expect(detected(encodeAs(rows.join('\n'), 'gb18030'))).toBe('gb18030');
    for (const rows of traditional) expect(detected(encodeAs(rows.join('\n'), 'big5'))).toBe('big5');
    for (const rows of traditional) expect(detected(encodeAs(rows.join('\n'), 'gb18030'))).toBe('gb18030');
  });

  it('are told apart in long files', () => {
    for (const [texts, encoding] of [[simplified, 'gb18030'] as const, [traditional, 'big5'] as const]) {
      const text = Array.from({ length: 3000 }, (_, row) => texts[row % 4]![1 + (row % 2)]).join('\r\n');
      expect(detected(encodeAs(text, encoding))).toBe(encoding);
    }
  });

  it('are not taken for western text, nor western text for them', () => {
    for (const text of ['name,town\nJosé,Málaga\nZoë,Köln\n', 'nom,ville\nÉloïse,Orléans\nÇelik,Besançon\n'])
      expect(detected(encodeAs(text, 'windows-1252'))).toBe('windows-1252');
  });

  it('give their cells whole, though second bytes may look like a delimiter', () => {
    const texts = { gb18030: '張偉|粅|亅|王芳', big5: '許功蓋|育|坼|珮' };
    const pieces = fc.array(fc.constantFrom(...'許功蓋育坼珮裂絾粅亅王a1 '), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom<'gb18030' | 'big5'>('gb18030', 'big5'),
        fc.array(pieces, { minLength: 2, maxLength: 5 }),
        fc.constantFrom<Dialect['delimiter']>('|', ',', ';'),
        (encoding, cells, delimiter) => {
          const row = [
            texts[encoding].replaceAll('|', ''),
            ...cells.map((cell) => `x${cell.join('')}x`),
          ].filter((cell) => holds(cell, encoding));
          const bytes = encodeAs(`${row.join(delimiter)}\n`, encoding);
          const dialect: Dialect = {
            encoding,
            bomBytes: 0,
            delimiter,
            quote: '"',
            lineEnd: 'lf',
            skipRows: 0,
            headerRows: 0,
          };
          expect(readHeadRows(bytes, true, dialect, 1).cells).toEqual([row]);
        },
      ),
    );
  });
});

describe('UTF-8', () => {
  it('stays the encoding where single rows are in another', () => {
    const good = 'number,name\n1,张伟\n2,李娜\n3,王芳\n';
    const bytes = Buffer.concat([
      Buffer.from(good),
      encodeAs('4,陈静\n', 'gb18030'),
      Buffer.from('5,赵敏\n'),
    ]);
    expect(detected(bytes)).toBe('utf-8');
  });
});
