import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectDialect } from './dialect.ts';

const of = (text: string | Buffer) => detectDialect(Buffer.isBuffer(text) ? text : Buffer.from(text), true);

/** 订单号,姓名 / 1,张伟 / 2,王芳 in GB18030. */
const gb = Buffer.from('b6a9b5a5bac52cd0d5c3fb0a312cd5c5ceb00a322ccdf5b7bc0a', 'hex');

describe('the encoding of a file', () => {
  it('is told by its byte order mark, by strict UTF-8, and by the pairs of Chinese text', () => {
    expect(of('\ufeffa,b\n1,2')).toMatchObject({ encoding: 'utf-8', bomBytes: 3 });
    expect(of('订单号,姓名\n1,张伟')).toMatchObject({ encoding: 'utf-8', bomBytes: 0 });
    expect(of(gb)).toMatchObject({ encoding: 'gb18030', delimiter: ',', headerRows: 1 });
    expect(of(Buffer.from('name,town\nJosé,Málaga\nZoë,Köln\n', 'latin1'))).toMatchObject({
      encoding: 'windows-1252',
    });
    const wide = Buffer.from('\ufeff订单号\t姓名\r\n1\t张伟\r\n', 'utf16le');
    expect(of(wide)).toMatchObject({
      encoding: 'utf-16le',
      bomBytes: 2,
      delimiter: '\t',
      lineEnd: 'crlf',
      headerRows: 1,
    });
    expect(of(wide.swap16())).toMatchObject({ encoding: 'utf-16be', bomBytes: 2 });
    expect(of(Buffer.from('number,name\n1,Ann\n', 'utf16le'))).toMatchObject({
      encoding: 'utf-16le',
      bomBytes: 0,
    });
  });

  it('is UTF-8 also where the head ends inside a character or a few bytes are broken', () => {
    const text = Buffer.from('姓名,地址\n张伟,建设路\n'.repeat(20));
    for (let cut = 1; cut < 6; cut++) {
      expect(detectDialect(text.subarray(0, text.length - cut), false).encoding).toBe('utf-8');
    }
    expect(of(Buffer.concat([text, Buffer.from([0xff, 0x0a])])).encoding).toBe('utf-8');
  });

  it('is found further on where the head is plain ASCII', () => {
    const head = Buffer.from('number,name\n1,Ann\n');
    const later = Buffer.concat([Buffer.from('cut off\n'), gb]);
    expect(detectDialect(head, false, [Buffer.from('3,Bob\n'), later]).encoding).toBe('gb18030');
  });
});

describe('the delimiter', () => {
  it('is found among four, whatever stands inside the values', () => {
    const values = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '1') }), { minLength: 3, maxLength: 3 }),
      {
        minLength: 2,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(',', ';', '\t', '|'), values, (delimiter, rows) => {
        const text = ['number', 'name', 'city', ...rows.flat()]
          .map((value, index) => `x${value}${index % 3 === 2 ? '\n' : delimiter}`)
          .join('');
        expect(of(text).delimiter).toBe(delimiter);
      }),
    );
    expect(of('number;price\n1;2,50\n2;3,75\n').delimiter).toBe(';');
    expect(of('name\taddress\nAnn\t1 High St, London, UK\nBob\t2 Low St, Leeds, UK\n').delimiter).toBe('\t');
  });

  it('is taken from the line that spreadsheets write for it', () => {
    expect(of('sep=;\r\nnumber;name\r\n1;Ann\r\n')).toMatchObject({
      delimiter: ';',
      skipRows: 1,
      headerRows: 1,
    });
  });

  it('and all else that a person has decided stays', () => {
    const decided = { delimiter: '|', headerRows: 0, encoding: 'gb18030' } as const;
    expect(detectDialect(Buffer.from('a,b\n1,2\n'), true, [], decided)).toMatchObject(decided);
  });
});

describe('quotes, line ends and header', () => {
  it('single quotation marks count only where most cells wear them', () => {
    expect(of("'number','name'\n'1','Ann, Eve'\n").quote).toBe("'");
    expect(of("number,name\n1,O'Brien\n2,'t Hart\n").quote).toBe('"');
  });

  it('the line end is named, also when it is mixed', () => {
    expect(['a\nb\n', 'a\r\nb\r\n', 'a\rb\r', 'a\nb\r\n'].map((text) => of(text).lineEnd)).toEqual([
      'lf',
      'crlf',
      'cr',
      'mixed',
    ]);
  });

  it('a header is told from data', () => {
    expect(of('InvoiceNo,Quantity\n536365,6\n').headerRows).toBe(1);
    expect(of('536365,6,2010-12-01\n536366,2,2010-12-02\n').headerRows).toBe(0);
    expect(of('Ann,London\nBob,Leeds\nAnn,York\n').headerRows).toBe(0);
    expect(of('张伟,13812345678\n王芳,13912345678\n').headerRows).toBe(0);
    expect(of('').headerRows).toBe(1);
  });
});

it('any bytes have a dialect', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, whole) => {
      expect([',', ';', '\t', '|']).toContain(detectDialect(Buffer.from(noise), whole).delimiter);
    }),
  );
});
