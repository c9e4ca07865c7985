/** What a file can be read as. */
export const fileKinds = ['orders', 'customers', 'activities'] as const;
export type FileKind = (typeof fileKinds)[number];

/** How the cells of a field are read; decides cleaning, checks and which read options apply. */
export type FieldReading =
  | 'code'
  | 'text'
  | 'name'
  | 'company'
  | 'place'
  | 'address'
  | 'postalCode'
  | 'decimal'
  | 'instant'
  | 'birthday'
  | 'currency'
  | 'phone'
  | 'email'
  | 'wechat'
  | 'website'
  | 'country'
  | 'orderType'
  | 'orderStatus'
  | 'customerKind'
  | 'gender'
  | 'language'
  | 'creditCode'
  | 'residentId'
  | 'tags'
  | 'activityType'
  | 'direction';

interface FieldShape {
  /** Which kinds of file carry the field. */
  in: readonly FileKind[];
  reading: FieldReading;
  /** Longest value in characters; longer ones are not taken, so that no index entry can fail a chunk: see `mayBeLeftOut`. */
  maxLength: number;
  en: string;
  zh: string;
}

const orders = ['orders'] as const;
const customers = ['customers'] as const;
const activities = ['activities'] as const;
const both = ['orders', 'customers'] as const;
const all = ['orders', 'customers', 'activities'] as const;

/** Every field that a column can be mapped to, with its stable key. The order is the order of display. */
export const fieldCatalogue = {
  'order.number': { in: orders, reading: 'code', maxLength: 200, en: 'Order number', zh: '订单编号' },
  'order.ordered_at': { in: orders, reading: 'instant', maxLength: 100, en: 'Order time', zh: '下单时间' },
  'order.type': { in: orders, reading: 'orderType', maxLength: 100, en: 'Order type', zh: '订单类型' },
  'order.status': { in: orders, reading: 'orderStatus', maxLength: 100, en: 'Order status', zh: '订单状态' },
  'order.original_number': {
    in: orders,
    reading: 'code',
    maxLength: 200,
    en: 'Original order number',
    zh: '原订单编号',
  },
  'order.store': { in: orders, reading: 'text', maxLength: 200, en: 'Store', zh: '门店' },
  'order.channel': { in: orders, reading: 'text', maxLength: 200, en: 'Channel', zh: '渠道' },
  'order.brand': { in: orders, reading: 'text', maxLength: 200, en: 'Brand', zh: '品牌' },
  'order.seller': { in: orders, reading: 'text', maxLength: 200, en: 'Sales rep', zh: '销售员' },
  'order.currency': { in: orders, reading: 'currency', maxLength: 100, en: 'Currency', zh: '币种' },
  'product.code': { in: orders, reading: 'code', maxLength: 200, en: 'Product code', zh: '商品编码' },
  'product.name': { in: orders, reading: 'text', maxLength: 500, en: 'Product name', zh: '商品名称' },
  'product.category': { in: orders, reading: 'text', maxLength: 200, en: 'Product category', zh: '商品类目' },
  'line.quantity': { in: orders, reading: 'decimal', maxLength: 100, en: 'Quantity', zh: '数量' },
  'line.unit_price': { in: orders, reading: 'decimal', maxLength: 100, en: 'Unit price', zh: '单价' },
  'line.amount': { in: orders, reading: 'decimal', maxLength: 100, en: 'Line amount', zh: '金额' },
  'line.discount': { in: orders, reading: 'decimal', maxLength: 100, en: 'Line discount', zh: '优惠金额' },
  'customer.external_id': {
    in: all,
    reading: 'code',
    maxLength: 200,
    en: 'Customer number',
    zh: '客户编号',
  },
  'customer.kind': {
    in: customers,
    reading: 'customerKind',
    maxLength: 100,
    en: 'Person or organisation',
    zh: '个人或组织',
  },
  'customer.name': { in: all, reading: 'name', maxLength: 500, en: 'Customer name', zh: '客户姓名' },
  'customer.family_name': { in: customers, reading: 'name', maxLength: 200, en: 'Family name', zh: '姓' },
  'customer.given_name': { in: customers, reading: 'name', maxLength: 200, en: 'Given name', zh: '名' },
  'customer.gender': { in: customers, reading: 'gender', maxLength: 100, en: 'Gender', zh: '性别' },
  'customer.birthday': { in: customers, reading: 'birthday', maxLength: 100, en: 'Birthday', zh: '生日' },
  'customer.language': { in: customers, reading: 'language', maxLength: 100, en: 'Language', zh: '语言' },
  'customer.phone': { in: all, reading: 'phone', maxLength: 500, en: 'Phone', zh: '电话' },
  'customer.email': { in: all, reading: 'email', maxLength: 1000, en: 'E-mail', zh: '邮箱' },
  'customer.wechat': { in: customers, reading: 'wechat', maxLength: 100, en: 'WeChat', zh: '微信号' },
  'customer.website': { in: customers, reading: 'website', maxLength: 500, en: 'Website', zh: '网站' },
  'customer.country': {
    in: both,
    reading: 'country',
    maxLength: 200,
    en: 'Country or region',
    zh: '国家或地区',
  },
  'customer.region': { in: both, reading: 'place', maxLength: 200, en: 'Province or state', zh: '省份' },
  'customer.city': { in: both, reading: 'place', maxLength: 200, en: 'City', zh: '城市' },
  'customer.district': { in: both, reading: 'place', maxLength: 200, en: 'District', zh: '区县' },
  'customer.address': { in: both, reading: 'address', maxLength: 2000, en: 'Address', zh: '地址' },
  'customer.postal_code': {
    in: customers,
    reading: 'postalCode',
    maxLength: 50,
    en: 'Postal code',
    zh: '邮编',
  },
  'customer.company': { in: both, reading: 'company', maxLength: 500, en: 'Company', zh: '公司' },
  'customer.occupation': { in: customers, reading: 'text', maxLength: 200, en: 'Occupation', zh: '职业' },
  'customer.credit_code': {
    in: customers,
    reading: 'creditCode',
    maxLength: 100,
    en: 'Unified social credit code',
    zh: '统一社会信用代码',
  },
  'customer.resident_id': {
    in: customers,
    reading: 'residentId',
    maxLength: 100,
    en: 'Resident identity number',
    zh: '身份证号',
  },
  'customer.came_from': { in: customers, reading: 'text', maxLength: 200, en: 'Came from', zh: '客户来源' },
  'customer.tags': { in: customers, reading: 'tags', maxLength: 2000, en: 'Tags', zh: '标签' },
  'customer.custom': { in: customers, reading: 'text', maxLength: 2000, en: 'Further column', zh: '附加列' },
  'customer.field_text': {
    in: customers,
    reading: 'text',
    maxLength: 2000,
    en: 'Custom field',
    zh: '自定义字段',
  },
  'customer.field_number': {
    in: customers,
    reading: 'decimal',
    maxLength: 100,
    en: 'Custom field (figure)',
    zh: '自定义字段（数值）',
  },
  'customer.field_date': {
    in: customers,
    reading: 'instant',
    maxLength: 100,
    en: 'Custom field (date)',
    zh: '自定义字段（日期）',
  },
  'order.field_text': {
    in: orders,
    reading: 'text',
    maxLength: 2000,
    en: 'Custom field',
    zh: '自定义字段',
  },
  'order.field_number': {
    in: orders,
    reading: 'decimal',
    maxLength: 100,
    en: 'Custom field (figure)',
    zh: '自定义字段（数值）',
  },
  'order.field_date': {
    in: orders,
    reading: 'instant',
    maxLength: 100,
    en: 'Custom field (date)',
    zh: '自定义字段（日期）',
  },
  'activity.number': { in: activities, reading: 'code', maxLength: 200, en: 'Record number', zh: '记录编号' },
  'activity.type': {
    in: activities,
    reading: 'activityType',
    maxLength: 100,
    en: 'Kind of activity',
    zh: '互动类型',
  },
  'activity.occurred_at': { in: activities, reading: 'instant', maxLength: 100, en: 'Time', zh: '时间' },
  'activity.subject': { in: activities, reading: 'text', maxLength: 500, en: 'Subject', zh: '主题' },
  'activity.text': { in: activities, reading: 'text', maxLength: 10_000, en: 'Content', zh: '内容' },
  'activity.channel': { in: activities, reading: 'text', maxLength: 100, en: 'Channel', zh: '渠道' },
  'activity.direction': {
    in: activities,
    reading: 'direction',
    maxLength: 100,
    en: 'Incoming or outgoing',
    zh: '呼入或呼出',
  },
  'activity.staff': { in: activities, reading: 'name', maxLength: 200, en: 'Staff member', zh: '经办人' },
  'activity.coupon_code': { in: activities, reading: 'code', maxLength: 200, en: 'Coupon code', zh: '券码' },
  'activity.amount': { in: activities, reading: 'decimal', maxLength: 100, en: 'Amount', zh: '金额' },
  'activity.field_text': {
    in: activities,
    reading: 'text',
    maxLength: 2000,
    en: 'Custom field',
    zh: '自定义字段',
  },
  'activity.field_number': {
    in: activities,
    reading: 'decimal',
    maxLength: 100,
    en: 'Custom field (figure)',
    zh: '自定义字段（数值）',
  },
  'activity.field_date': {
    in: activities,
    reading: 'instant',
    maxLength: 100,
    en: 'Custom field (date)',
    zh: '自定义字段（日期）',
  },
} as const satisfies Record<string, FieldShape>;

export type FieldKey = keyof typeof fieldCatalogue;

/** All keys of `fieldCatalogue`, in order of display. */
export const fieldKeys = Object.keys(fieldCatalogue) as [FieldKey, ...FieldKey[]];

/** The fields that a file of this kind can carry, in order of display. */
export function fieldsOf(as: FileKind): FieldKey[] {
  return fieldKeys.filter((key) => (fieldCatalogue[key].in as readonly FileKind[]).includes(as));
}

/** Fields of the organisation's own; a mapped column names which one it is. */
export const customFieldKeys: readonly FieldKey[] = [
  'customer.field_text',
  'customer.field_number',
  'customer.field_date',
  'order.field_text',
  'order.field_number',
  'order.field_date',
  'activity.field_text',
  'activity.field_number',
  'activity.field_date',
];

/** Whose custom fields a file of this kind can fill, and how a column is read that fills one of this type. */
type CustomOwner = 'customer' | 'order' | 'activity';
export const customOwners: Record<FileKind, CustomOwner> = {
  customers: 'customer',
  orders: 'order',
  activities: 'activity',
};

export function customFieldOf(owner: CustomOwner, type: string): FieldKey {
  if (type === 'number' || type === 'money') return `${owner}.field_number`;
  return type === 'date' ? `${owner}.field_date` : `${owner}.field_text`;
}

/** Fields that several columns may be read into: 电话1, 电话2, 手机. */
export const repeatable: readonly FieldKey[] = [
  'customer.phone',
  'customer.email',
  'customer.tags',
  'customer.custom',
  ...customFieldKeys,
];

/** What tells which person somebody is. */
export const identifying: readonly FieldKey[] = [
  'customer.external_id',
  'customer.name',
  'customer.family_name',
  'customer.given_name',
  'customer.phone',
  'customer.email',
];

/**
 * Whether a value that is too long leaves its field empty, where the source record keeps what came, instead of
 * failing its row: what tells who somebody is must be whole, and of order lines and activities nothing else is kept.
 */
export function mayBeLeftOut(field: FieldKey, as: FileKind): boolean {
  return as !== 'orders' && field.startsWith('customer.') && !identifying.includes(field);
}
