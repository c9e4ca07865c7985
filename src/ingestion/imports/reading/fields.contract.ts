/** What a file can be read as. */
export const fileKinds = ['orders', 'customers'] as const;
export type FileKind = (typeof fileKinds)[number];

/** How the cells of a field are read; decides cleaning, checks and which read options apply. */
export type FieldReading =
  | 'code'
  | 'text'
  | 'decimal'
  | 'instant'
  | 'birthday'
  | 'currency'
  | 'phone'
  | 'email'
  | 'country'
  | 'orderType'
  | 'orderStatus'
  | 'customerKind'
  | 'gender'
  | 'language';

interface FieldShape {
  /** Which kinds of file carry the field. */
  in: readonly FileKind[];
  reading: FieldReading;
  /** Longest value in characters; longer ones fail the row, so that no index entry can fail a chunk. */
  maxLength: number;
  en: string;
  zh: string;
}

const orders = ['orders'] as const;
const customers = ['customers'] as const;
const both = ['orders', 'customers'] as const;

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
  'order.currency': { in: orders, reading: 'currency', maxLength: 100, en: 'Currency', zh: '币种' },
  'product.code': { in: orders, reading: 'code', maxLength: 200, en: 'Product code', zh: '商品编码' },
  'product.name': { in: orders, reading: 'text', maxLength: 500, en: 'Product name', zh: '商品名称' },
  'product.category': { in: orders, reading: 'text', maxLength: 200, en: 'Product category', zh: '商品类目' },
  'line.quantity': { in: orders, reading: 'decimal', maxLength: 100, en: 'Quantity', zh: '数量' },
  'line.unit_price': { in: orders, reading: 'decimal', maxLength: 100, en: 'Unit price', zh: '单价' },
  'line.amount': { in: orders, reading: 'decimal', maxLength: 100, en: 'Line amount', zh: '金额' },
  'line.discount': { in: orders, reading: 'decimal', maxLength: 100, en: 'Line discount', zh: '优惠金额' },
  'customer.external_id': {
    in: both,
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
  'customer.name': { in: both, reading: 'text', maxLength: 500, en: 'Customer name', zh: '客户姓名' },
  'customer.family_name': { in: customers, reading: 'text', maxLength: 200, en: 'Family name', zh: '姓' },
  'customer.given_name': { in: customers, reading: 'text', maxLength: 200, en: 'Given name', zh: '名' },
  'customer.gender': { in: customers, reading: 'gender', maxLength: 100, en: 'Gender', zh: '性别' },
  'customer.birthday': { in: customers, reading: 'birthday', maxLength: 100, en: 'Birthday', zh: '生日' },
  'customer.language': { in: customers, reading: 'language', maxLength: 100, en: 'Language', zh: '语言' },
  'customer.phone': { in: both, reading: 'phone', maxLength: 100, en: 'Phone', zh: '电话' },
  'customer.email': { in: both, reading: 'email', maxLength: 320, en: 'E-mail', zh: '邮箱' },
  'customer.country': {
    in: both,
    reading: 'country',
    maxLength: 200,
    en: 'Country or region',
    zh: '国家或地区',
  },
  'customer.region': { in: both, reading: 'text', maxLength: 200, en: 'Province or state', zh: '省份' },
  'customer.city': { in: both, reading: 'text', maxLength: 200, en: 'City', zh: '城市' },
  'customer.address': { in: both, reading: 'text', maxLength: 2000, en: 'Address', zh: '地址' },
  'customer.company': { in: both, reading: 'text', maxLength: 500, en: 'Company', zh: '公司' },
} as const satisfies Record<string, FieldShape>;

export type FieldKey = keyof typeof fieldCatalogue;

/** All keys of `fieldCatalogue`, in order of display. */
export const fieldKeys = Object.keys(fieldCatalogue) as [FieldKey, ...FieldKey[]];

/** The fields that a file of this kind can carry, in order of display. */
export function fieldsOf(as: FileKind): FieldKey[] {
  return fieldKeys.filter((key) => (fieldCatalogue[key].in as readonly FileKind[]).includes(as));
}
