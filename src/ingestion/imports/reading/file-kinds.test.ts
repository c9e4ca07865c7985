import { describe, expect, it } from 'vitest';
import { profileColumns } from './columns.ts';
import { proposeMapping } from './mapping.ts';

describe('files of customers and activities', () => {
  const fieldsIn = (header: string[], row: string[]) => {
    const proposal = proposeMapping(profileColumns(header, [row], { timeZone: 'Asia/Shanghai' }));
    return { as: proposal.as, fields: proposal.columns.map(({ field }) => field), mapping: proposal.mapping };
  };

  it('reads several phones and e-mails into one field each, and leaves the fax out', () => {
    const found = fieldsIn(
      ['客户编号', '姓名', '手机', '电话1', '电话2', '传真', '邮箱', '备用邮箱', '标签'],
      [
        'K1',
        '张伟',
        '13912340987',
        '010-62558888',
        '13712340987',
        '010-62558889',
        'a@qq.com',
        'b@qq.com',
        '老客户',
      ],
    );
    expect(found).toMatchObject({
      as: 'customers',
      fields: [
        'customer.external_id',
        'customer.name',
        'customer.phone',
        'customer.phone',
        'customer.phone',
        null,
        'customer.email',
        'customer.email',
        'customer.tags',
      ],
    });
  });

  it('knows columns of Salesforce and HubSpot, and names of two header rows by the lower one', () => {
    expect(
      fieldsIn(
        [
          'First Name',
          'Last Name',
          'Mobile Phone Number',
          'Mailing City',
          'Zip/Postal Code',
          'Job Title',
          'Lead Source',
        ],
        ['Anna', 'Berg', '+4915112345678', 'Berlin', '10115', 'Buyer', 'Fair'],
      ).fields,
    ).toEqual([
      'customer.given_name',
      'customer.family_name',
      'customer.phone',
      'customer.city',
      'customer.postal_code',
      'customer.occupation',
      'customer.came_from',
    ]);
    expect(
      fieldsIn(
        ['基本信息 姓名', '基本信息 性别', '基本信息 生日', '联系方式 手机', '联系方式 邮箱'],
        ['张伟', '男', '1990-01-02', '13912340987', 'a@qq.com'],
      ).fields,
    ).toEqual(['customer.name', 'customer.gender', 'customer.birthday', 'customer.phone', 'customer.email']);
  });

  it('tells activities from customers, and both from orders', () => {
    expect(
      fieldsIn(
        ['会员编号', '姓名', '手机', '跟进方式', '跟进时间', '跟进内容', '跟进人'],
        ['K1', '张伟', '13912340987', '电话', '2024-03-05 10:00', '问了发货时间', '李娜'],
      ),
    ).toMatchObject({ as: 'activities' });
    expect(
      fieldsIn(
        ['券码', '核销时间', '会员手机', '优惠金额'],
        ['A1', '2024-03-05 10:00:00', '13912340987', '10'],
      ).as,
    ).toBe('activities');
    expect(
      fieldsIn(
        ['客户名称', '联系电话', '创建时间', '备注', '省份'],
        ['张伟', '13912340987', '2024-03-05', '无', '浙江'],
      ).as,
    ).toBe('customers');
  });

  it('leaves identity numbers to a person, whatever their column is called, and shows them masked', () => {
    for (const header of ['身份证号', 'x']) {
      const columns = profileColumns(['姓名', header], [['张伟', '11010519491231002X']], {});
      expect(columns[1]).toMatchObject({ sensitive: true, examples: ['110105********002X'] });
      const proposal = proposeMapping(columns);
      expect(proposal.columns[1]!.field).toBe(null);
      expect(proposal.mapping.sensitive).toEqual([1]);
    }
  });
});
