import type { FieldKey } from './fields.contract.ts';

/** Header words by field. Compared after `plainHeader`, so case, spaces and marks do not matter. */
const synonyms: Partial<Record<FieldKey, string>> = {
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
  'customer.external_id':
    'customer id|customer no|customer number|customer code|customer ref|customer|client id|client no|client number|client code|member id|member no|member number|member code|membership no|membership number|user id|user no|buyer id|account id|account no|account number|contact id|record id|rec id|unique id|external id|crm id|loyalty id|loyalty number|card no|card number|id|uid|客户编号|客户号|客户id|客户代码|客户编码|会员号|会员编号|会员id|会员卡号|会员代码|会员编码|卡号|用户id|用户编号|用户号|买家id|顾客编号|顾客号|顾客id|买家账号|买家会员名|买家昵称|旺旺号|客户账号|账号|openid|unionid|编号',
  'customer.name':
    'customer name|client name|name|full name|contact|contact name|buyer|buyer name|purchaser|member name|user name|username|recipient|recipient name|receiver|receiver name|consignee|ship to name|shipping name|billing name|ship name|display name|person name|guest name|客户姓名|客户名称|客户名|客户|姓名|名称|顾客姓名|顾客|会员姓名|会员名称|会员名|用户姓名|用户名|买家姓名|买家|收货人|收货人姓名|收件人|收件人姓名|联系人|联系人姓名|购买人|称呼|真实姓名|客户全称',
  'customer.phone':
    'phone|phone no|phone number|telephone|telephone number|tel|mobile|mobile no|mobile number|mobile phone|cell|cell phone|cellphone|contact phone|contact number|customer phone|buyer phone|receiver phone|recipient phone|shipping phone|billing phone|ship phone|电话|电话号码|手机|手机号|手机号码|联系电话|联系方式|联系手机|移动电话|收货人手机|收货人手机号|收货人电话|收货电话|收件人电话|收件人手机|客户电话|客户手机|会员手机|会员手机号|买家手机|买家电话|注册手机号|绑定手机',
  'customer.email':
    'email|e mail|email address|e mail address|mail|customer email|buyer email|contact email|client email|user email|邮箱|电子邮箱|电子邮件|邮箱地址|邮件|邮件地址|客户邮箱|联系邮箱|email地址|买家邮箱|会员邮箱',
  'customer.country':
    'country|country code|country name|nation|country region|country or region|customer country|shipping country|billing country|ship country|国家|国家地区|国家或地区|国别|国家代码|收货国家|所在国家|国家名称',
  'customer.region':
    'province|state|region|county|province state|state province|shipping province|shipping state|billing province|ship state|customer state|customer region|省|省份|省市|所在省|所在省份|收货省份|收货人省份|省自治区|省级|地区|区域',
  'customer.city':
    'city|town|city name|suburb|shipping city|billing city|ship city|customer city|城市|市|所在城市|收货城市|收货人城市|所在市|地市',
  'customer.address':
    'address|street|street address|address 1|address line|address line 1|address1|full address|shipping address|shipping address1|billing address|delivery address|ship address|customer address|mailing address|home address|shipping street|地址|详细地址|收货地址|收货人地址|联系地址|收件地址|收件人地址|通讯地址|家庭住址|住址|街道地址|配送地址|客户地址|公司地址',
  'customer.company':
    'company|company name|customer company|organisation|organization|organisation name|organization name|employer|business name|shipping company|billing company|account name|公司|公司名称|公司名|单位|单位名称|工作单位|企业|企业名称|所属公司|就职公司|客户公司|客户单位',
  'customer.kind':
    'customer type|client type|kind|type|contact type|account type|客户类型|类型|客户性质|客户类别|会员类型',
  'customer.family_name': 'last name|family name|surname|lastname|姓|姓氏',
  'customer.given_name': 'first name|given name|forename|firstname|名|名字',
  'customer.gender': 'gender|sex|性别',
  'customer.birthday':
    'birthday|birth date|date of birth|dob|birthdate|born|生日|出生日期|出生年月|出生年月日|生日日期|会员生日|客户生日',
  'customer.language': 'language|lang|preferred language|locale|语言|首选语言|语种|偏好语言',
};

/** Letters, digits and Chinese characters of a header, lower-case; words joined. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[（(【[].*?[)）】\]]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const byField = new Map<FieldKey, string[]>();
for (const [field, words] of Object.entries(synonyms) as [FieldKey, string][]) {
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
