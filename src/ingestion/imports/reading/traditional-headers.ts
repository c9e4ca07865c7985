/** Traditional characters that names of columns are written with, each before its simplified form. */
const pairs =
  '戶户號号碼码電电話话機机郵邮縣县區区會会員员備备註注標标籤签單单價价額额類类別别編编稱称訂订購购買买賣卖時时間间數数總总顧顾聯联絡络繫系國国貨货幣币優优內内題题狀状態态門门職职業业種种師师來来歲岁齡龄證证統统產产項项實实據据開开發发負负責责記记錄录達达點点場场鄉乡鎮镇認认領领積积餘余檔档圖图錢钱壽寿農农陽阳曆历裡里網网務务導导銷销營营問问經经辦办';

const simplified = new Map<string, string>();
for (let at = 0; at < pairs.length; at += 2) simplified.set(pairs[at]!, pairs[at + 1]!);

/** The same text with the characters of column names in their simplified form: 客戶編號 becomes 客户编号. */
export function simplifiedHeader(header: string): string {
  return header.replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);
}
