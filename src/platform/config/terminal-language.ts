/** The language of the terminal, in the order of POSIX: LC_ALL, LC_MESSAGES, LANG. English unless it is Chinese. */
export function terminalLanguage(environment: Record<string, string | undefined> = process.env): 'en' | 'zh' {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^zh\b|^zh_/i.test(locale) ? 'zh' : 'en';
}
