import { customerSynonyms } from './customer-synonyms.ts';
import type { FieldKey } from './fields.contract.ts';
import { simplifiedHeader } from './traditional-headers.ts';

/** Header words by field. Compared after `plainHeader`, so case, spaces and marks do not matter. */
const orderSynonyms: Partial<Record<FieldKey, string>> = {
  'order.number':
    'order number|order no|order id|order|order code|order ref|order reference|order name|invoice|invoice no|invoice number|invoice id|receipt no|receipt number|receipt id|transaction id|transaction no|transaction number|sales order|sales order no|document no|document number|bill no|订单号|订单编号|订单id|单号|订单|主订单编号|主订单号|父订单号|交易号|交易编号|交易单号|流水号|交易流水号|发票号|发票号码|小票号|销售单号|单据编号|单据号|订单流水号|平台订单号|线上订单号|内部订单号',
  'order.ordered_at':
    'order date|order time|ordered at|order datetime|order created|order created at|created at|create time|creation date|created|date|datetime|time|timestamp|invoice date|invoice time|purchase date|purchase time|purchased at|transaction date|transaction time|sale date|sales date|paid at|payment date|payment time|processed at|document date|下单时间|下单日期|订单时间|订单日期|订单创建时间|创建时间|创建日期|成交时间|交易时间|交易日期|付款时间|订单付款时间|支付时间|支付日期|购买时间|购买日期|消费时间|消费日期|销售日期|销售时间|开票日期|单据日期|日期|时间|订单提交时间',
  'order.type':
    'order type|type|transaction type|document type|sale type|invoice type|订单类型|类型|单据类型|交易类型|业务类型|销售类型',
  'order.status':
    'order status|status|state|order state|financial status|fulfillment status|fulfilment status|transaction status|订单状态|状态|交易状态|单据状态|售后状态|退款状态',
  'order.original_number':
    'original order|original order no|original order number|original order id|original number|original invoice|original invoice no|original invoice number|original receipt|refers to|related order|reference order|parent order|parent order id|return of|refund of|refunded order|原订单号|原订单编号|原单号|原始订单号|原始单号|关联订单号|关联单号|关联订单|退货原单号|原交易号|原发票号',
  'order.store':
    'store|store name|store id|store code|shop|shop name|shop id|branch|branch name|outlet|location|warehouse store|门店|门店名称|门店编号|门店编码|店铺|店铺名称|店名|分店|所属门店|下单门店|消费门店|网点|专柜',
  'order.channel':
    'channel|sales channel|order channel|source|order source|platform|source name|渠道|销售渠道|订单渠道|来源|订单来源|平台|下单渠道|渠道名称|来源渠道|平台名称',
  'order.brand': 'brand|brand name|vendor|label|品牌|品牌名称|所属品牌',
  // Not who took the money: a till's cashier need not have made the sale.
  'order.seller':
    'sales rep|sales representative|salesperson|sales person|sales person name|salesperson name|sales rep name|salesman|saleswoman|salesmen|sales associate|sales assistant|sales agent|sales consultant|sales staff|sales employee|seller|seller name|sold by|served by|rep|rep name|staff|staff name|staff member|employee|employee name|销售员|业务员|导购|导购员|营业员|销售人员|店员|销售员姓名|业务员姓名|导购姓名|导购员姓名|营业员姓名|销售代表|销售顾问|销售导购|业务人员|业务代表|促销员|经手人|员工|员工姓名',
  'order.currency': 'currency|currency code|order currency|币种|货币|货币类型|币别|结算币种|交易币种',
  'product.code':
    'sku|sku id|sku code|sku no|product code|product id|product no|product number|product sku|item code|item id|item no|item number|item sku|lineitem sku|stock code|article|article no|article number|article code|part no|part number|barcode|bar code|ean|upc|gtin|asin|variant sku|goods id|material no|商品编码|商品编号|商品代码|商品id|货号|货品编号|货品编码|产品编码|产品编号|产品代码|产品id|物料编码|物料编号|条码|条形码|商品条码|商家编码|外部编码|sku编码|sku编号|款号|规格编码|宝贝id|存货编码',
  'product.name':
    'product|product name|product title|product description|item|item name|item title|item description|lineitem name|description|goods|goods name|article name|article description|title|sku name|商品|商品名称|商品名|商品标题|商品描述|产品|产品名称|产品名|品名|货品名称|货品|物料名称|物品名称|宝贝标题|宝贝名称|菜品名称|项目名称|存货名称|标题',
  'product.category':
    'category|product category|product type|item category|department|product group|category name|department name|类目|商品类目|分类|商品分类|品类|产品分类|产品类别|商品类别|类别|所属类目|品类名称|大类',
  'line.quantity':
    'quantity|qty|units|unit count|count|pieces|pcs|amount of items|item quantity|order quantity|ordered quantity|quantity ordered|lineitem quantity|units sold|sales quantity|number of items|数量|购买数量|商品数量|订购数量|销售数量|件数|销量|下单数量|宝贝数量|宝贝总数量|购买件数|个数|订货数量|出库数量|成交数量',
  'line.unit_price':
    'unit price|price|price each|item price|product price|sale price|sales price|selling price|price per unit|unit cost|lineitem price|list price|单价|价格|商品单价|销售单价|售价|销售价|成交价|成交单价|商品价格|零售价|含税单价|产品单价|实际单价',
  'line.amount':
    'amount|line amount|line total|total|total price|total amount|subtotal|sub total|sales|revenue|net amount|gross amount|paid amount|amount paid|order total|order amount|order value|grand total|sales amount|total sales|turnover|extended price|金额|小计|总价|总金额|总额|合计|合计金额|商品金额|订单金额|订单总额|订单总价|实付|实付金额|实付款|实收金额|实收|支付金额|付款金额|应付金额|应收金额|销售额|销售金额|成交金额|交易金额|消费金额|买家实付金额|买家实际支付金额|行金额|价税合计',
  'line.discount':
    'discount|discount amount|line discount|lineitem discount|item discount|total discount|promotion discount|优惠|优惠金额|折扣金额|折扣额|减免金额|让利金额|抵扣金额|商品优惠|促销优惠|立减金额',
};

/** Letters, digits and Chinese characters of a header, simplified and lower-case; words joined. */
export function plainHeader(header: string): string {
  return simplifiedHeader(header.normalize('NFKC'))
    .toLowerCase()
    .replace(/[（(【[].*?[)）】\]]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const byField = new Map<FieldKey, string[]>();
for (const [field, words] of Object.entries({ ...orderSynonyms, ...customerSynonyms }) as [
  FieldKey,
  string,
][]) {
  byField.set(field, [...new Set(words.split('|').map(plainHeader))]);
}
const all = new Set([...byField.values()].flat());

/** Plain header words of a field, as `plainHeader` gives them. */
export function wordsOf(field: FieldKey): readonly string[] {
  return byField.get(field) ?? [];
}

/** Whether a header is a known name of any field. */
export function knowsHeader(header: string): boolean {
  return all.has(plainHeader(header));
}
