const words =
  /^(?:无|没有|暂无|未知|不详|空|未提供|未填|n\/?a|null|none|nil|no|unknown|test|x+|-+|—+|\*+|\.+|@|0+)$/i;
const hollow =
  /^(?:test\d*|testing|tester|asdf?|qwe(?:rty)?|abc|aaa*|xxx*|null|none?|na|n\/a|nil|noemail|no-?mail|nomail|email|e-?mail|mail|user|example|sample|foo|bar|123(?:45?6?)?|111*|000*)$/;
const hollowDomains =
  /@(?:test|none|no|null|nomail|noemail|na|example|xxx+|abc|aa+|asdf|qwerty|foo|bar|123|1234|123456|111+|000+|email|mail)\.(?:com|cn|net|org|co)$/;
const reserved = /(?:@|\.)(?:test|invalid|localhost|local)$/;
const same = /^([^@]+)@\1\.[a-z.]+$/;

/** Whether what stands in place of an e-mail address says nothing. example.com is left alone: samples use it on purpose. */
export function isEmailPlaceholder(text: string): boolean {
  const at = text.indexOf('@');
  if (at < 1) return words.test(text);
  const address = text.toLowerCase();
  const local = address.slice(0, at);
  if (reserved.test(address)) return true;
  if (same.test(address)) return local.length <= 2 || hollow.test(local) || /^(.)\1+$/.test(local);
  return hollow.test(local) && hollowDomains.test(address) && !/@(?:mail|email)\.com$/.test(address);
}
