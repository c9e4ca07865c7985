/** Street names and estates that almost every Chinese city has, and streets abroad that stand for them. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export const CHINA_STREETS = words(`
人民路 中山路 解放路 建设路 新华路 和平路 胜利路 文化路 光明路 团结路 友谊路 长江路 黄河路 北京路 上海路
学院路 迎宾路 滨江路 滨河路 湖滨路 环城路 东风路 红旗路 青年路 朝阳路 幸福路 振兴路 工业路 科技路 创新路
花园路 公园路 体育路 医院路 车站路 桃源路 梅园路 兰亭路 翠竹路 银杏路 梧桐路 香樟路 民主路 复兴路 延安路`);

export const CHINA_ESTATES = words(`
翠湖花园 阳光家园 金色港湾 锦绣华庭 碧水湾 万和城 书香门第 绿洲花园 龙湖名苑 水岸新城 紫荆苑 香榭里 御景园
东方明珠苑 和谐家园 丽景湾 听涛苑 幸福里 梧桐苑 春晓苑 云栖小区 滨江花园 学府名苑 中央公馆 江南春晓 清华苑
怡景花园 新世纪花园 天鹅湖小区 明月湾`);

export const CHINA_OFFICES = words(`
国际大厦 财富中心 环球广场 科技大厦 商务中心 金融大厦 创业园 软件园 时代广场 世贸大厦 银座 总部基地 文创园`);

export const ENGLISH_STREETS: readonly string[] =
  'High Street, Station Road, Church Lane, Park Road, Victoria Road, Green Lane, Manor Road, Queens Road, Kings Road, The Avenue, Mill Lane, Grange Road, Albert Street, Chapel Street, Orchard Way, Elm Grove, Oak Avenue, Rosebery Avenue, Canal Street, Northgate'.split(
    ', ',
  );

export const SINGAPORE_STREETS: readonly string[] =
  'Tampines Street 21, Ang Mo Kio Avenue 3, Bedok North Road, Jurong West Street 52, Toa Payoh Lorong 4, Clementi Avenue 2, Bukit Timah Road, Serangoon Avenue 4, Holland Drive, Pasir Ris Drive 6, Hougang Avenue 8, Yishun Ring Road, Woodlands Drive 14, Bishan Street 13, Punggol Field'.split(
    ', ',
  );

export const AMERICAN_STREETS: readonly string[] =
  'Main Street, Oak Street, Maple Avenue, Cedar Street, Washington Avenue, Lake Street, Pine Street, Lincoln Avenue, Elm Street, Park Avenue, Sunset Boulevard, Highland Avenue, Walnut Street'.split(
    ', ',
  );
