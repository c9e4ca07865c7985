/** The columns of an export of customers, in their order. */
export const customerFileColumns = [
  '客户编号',
  '客户名称',
  '客户类型',
  '性别',
  '出生日期',
  '手机',
  '其他电话',
  '电子邮箱',
  '国家',
  '省份',
  '城市',
  '区县',
  '详细地址',
  '邮编',
  '公司',
  '职业',
  '客户来源',
  '标签',
  '会员等级',
] as const;

export type CustomerFileColumn = (typeof customerFileColumns)[number];
export type CustomerFileRow = Record<CustomerFileColumn, string>;
