import type { FieldKey } from './fields.contract.ts';

/** Header words of fields about customers and activities, those of the usual shop and CRM systems among them. */
export const customerSynonyms: Partial<Record<FieldKey, string>> = {
  'customer.external_id':
    'customer id|customer no|customer number|customer code|customer ref|customer|client id|client no|client number|client code|member id|member no|member number|member code|membership no|membership number|user id|user no|buyer id|account id|account no|account number|contact id|lead id|record id|rec id|unique id|external id|crm id|loyalty id|loyalty number|card no|card number|id|uid|客户编号|客户号|客户id|客户代码|客户编码|会员号|会员编号|会员id|会员卡号|会员代码|会员编码|卡号|用户id|用户编号|用户号|粉丝id|买家id|顾客编号|顾客号|顾客id|买家账号|买家会员名|买家昵称|旺旺号|客户账号|账号|openid|unionid|联系人编号|线索编号|编号|编码',
  'customer.name':
    'customer name|client name|name|full name|contact|contact name|buyer|buyer name|purchaser|member name|user name|username|recipient|recipient name|receiver|receiver name|consignee|ship to name|shipping name|billing name|ship name|display name|person name|guest name|客户姓名|客户名称|客户名|客户|姓名|名称|顾客姓名|顾客|会员姓名|会员名称|会员名|用户姓名|用户名|买家姓名|买家|收货人|收货人姓名|收件人|收件人姓名|联系人|联系人姓名|购买人|称呼|真实姓名|客户全称|微信昵称|昵称|线索名称|中文名|姓名全称',
  'customer.phone':
    'phone|phone no|phone number|telephone|telephone number|tel|mobile|mobile no|mobile number|mobile phone|mobile phone number|cell|cell phone|cellphone|contact phone|contact number|customer phone|buyer phone|receiver phone|recipient phone|shipping phone|billing phone|ship phone|home phone|other phone|work phone|business phone|whatsapp phone number|电话|电话号码|手机|手机号|手机号码|联系电话|联系方式|联系手机|移动电话|收货人手机|收货人手机号|收货人电话|收货电话|收件人电话|收件人手机|客户电话|客户手机|会员手机|会员手机号|买家手机|买家电话|注册手机号|绑定手机|固定电话|固话|座机|办公电话|家庭电话|其他电话|备用电话|备用手机|第二联系方式|联系人手机|联系人电话|公司电话|单位电话',
  'customer.email':
    'email|e mail|email address|e mail address|mail|customer email|buyer email|contact email|client email|user email|work email|personal email|other email|邮箱|电邮|电邮地址|电子邮箱|电子邮件|邮箱地址|邮件|邮件地址|客户邮箱|联系邮箱|email地址|买家邮箱|会员邮箱|工作邮箱|个人邮箱|其他邮箱|备用邮箱',
  'customer.wechat': 'wechat|we chat|wechat id|weixin|wx|微信|微信号|微信账号|微信id|联系微信|企业微信',
  'customer.website':
    'website|web site|website url|web|homepage|url|site|company domain name|网站|网址|公司网址|公司网站|官网|主页|企业网址',
  'customer.country':
    'country|country code|country name|nation|country region|country or region|customer country|shipping country|billing country|mailing country|other country|ship country|国家|国家地区|国家或地区|国别|国家代码|收货国家|所在国家|国家名称',
  'customer.region':
    'province|state|region|county|province state|state province|state region|shipping province|shipping state|billing province|billing state|billing state province|mailing state|mailing state province|ship state|customer state|customer region|省|省份|省市|所在省|所在省份|收货省份|收货人省份|省自治区|省级|省区|注册省份|地区|区域|所属省份',
  'customer.city':
    'city|town|city name|suburb|shipping city|billing city|mailing city|ship city|customer city|城市|市|所在城市|收货城市|收货人城市|所在市|地市|地级市|所属城市|注册城市',
  'customer.district':
    'district|borough|sub district|区县|区|县|县区|区/县|市区|所在区|所在区县|收货区|收货区县|收货人区县|县市|行政区|所属区县',
  'customer.address':
    'address|street|street address|address 1|address line|address line 1|address1|full address|shipping address|shipping address1|billing address|delivery address|ship address|customer address|mailing address|home address|shipping street|billing street|mailing street|other street|地址|详细地址|收货地址|收货人地址|联系地址|收件地址|收件人地址|通讯地址|家庭住址|家庭地址|住址|街道地址|配送地址|客户地址|公司地址|办公地址|注册地址|单位地址',
  'customer.postal_code':
    'postal code|post code|postcode|zip|zip code|zipcode|zip postal code|billing zip|billing zip postal code|mailing zip|mailing zip postal code|shipping zip|shipping zip postal code|邮编|邮政编码|邮政编号|收货邮编',
  'customer.company':
    'company|company name|customer company|organisation|organization|organisation name|organization name|employer|business name|shipping company|billing company|account name|account|公司|公司名称|公司名|单位|单位名称|工作单位|企业|企业名称|所属公司|所属企业|就职公司|客户公司|客户单位|所属客户',
  'customer.occupation':
    'occupation|profession|job|job title|title|position|role|职业|职务|职位|岗位|头衔|职称|工作',
  'customer.credit_code':
    'unified social credit code|social credit code|credit code|uscc|tax no|tax number|统一社会信用代码|社会信用代码|信用代码|统一信用代码|税号|纳税人识别号|纳税人登记号',
  'customer.resident_id':
    'resident id|resident identity number|id card|id card no|id card number|identity card|identity number|national id|身份证|身份证号|身份证号码|证件号|证件号码|居民身份证|公民身份号码',
  'customer.came_from':
    'came from|source|lead source|customer source|original source|acquisition channel|referral source|source name|来源|客户来源|会员来源|来源渠道|获客渠道|获客来源|线索来源|注册来源|渠道|渠道来源|客户渠道',
  'customer.tags': 'tags|tag|labels|label|customer tags|segments|标签|客户标签|会员标签|用户标签|粉丝标签',
  'customer.kind':
    'customer type|client type|kind|type|contact type|account type|客户类型|类型|客户性质|客户类别|会员类型|个人或企业',
  'customer.family_name': 'last name|family name|surname|lastname|姓|姓氏',
  'customer.given_name': 'first name|given name|forename|firstname|名|名字',
  'customer.gender': 'gender|sex|性别|客户性别|会员性别',
  'customer.birthday':
    'birthday|birth date|date of birth|dob|birthdate|born|生日|出生日期|出生年月|出生年月日|生日日期|会员生日|客户生日|出生日',
  'customer.language': 'language|lang|preferred language|locale|语言|首选语言|语种|偏好语言',
  'activity.number':
    'activity id|record id|record no|ticket id|ticket no|ticket number|case number|case id|call id|task id|记录编号|记录id|工单号|工单编号|服务单号|流水号|跟进编号|通话编号|互动编号',
  'activity.type':
    'activity type|type|activity|interaction type|task type|event type|call type|互动类型|跟进类型|跟进方式|活动类型|联系类型|沟通方式|记录类型|服务类型|事件类型|类型|跟进形式|工单类型',
  'activity.occurred_at':
    'activity date|date|time|datetime|occurred at|activity time|due date|created date|created at|call time|start time|start|redeemed at|used at|time of contact|互动时间|跟进时间|时间|日期|联系时间|发生时间|通话时间|拜访时间|服务时间|受理时间|核销时间|使用时间|沟通时间|记录时间|开始时间|创建时间',
  'activity.subject': 'subject|topic|title|summary|主题|标题|事由|概要|服务项目',
  'activity.text':
    'content|text|notes|note|description|comments|comment|body|message|remark|details|call notes|内容|跟进内容|跟进记录|沟通内容|备注|描述|详情|通话内容|拜访记录|服务内容|投诉内容|记录|记录内容|小记',
  'activity.channel': 'channel|medium|via|渠道|沟通渠道|联系渠道|服务渠道|来源渠道|门店|核销门店',
  'activity.direction': 'direction|call direction|inbound or outbound|方向|呼叫方向|呼叫类型|呼入呼出|来去电',
  'activity.staff':
    'staff|agent|owner|assigned to|employee|user|handled by|sales rep|经办人|跟进人|负责人|客服|坐席|员工|业务员|销售|处理人|服务人员|导购|拜访人',
  'activity.coupon_code':
    'coupon|coupon code|voucher|voucher code|promo code|券码|优惠券码|优惠券编号|券号|卡券编码|核销码',
  'activity.amount': 'amount|value|discount|金额|优惠金额|抵扣金额|费用|面额',
};
