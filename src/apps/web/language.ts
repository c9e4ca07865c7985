import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#platform/ui/format.ts';

const keptAs = 'perennial.language';

/** The language somebody chose on this device, if they did. */
export function chosenLanguage(): Language | undefined {
  const kept = localStorage.getItem(keptAs);
  return kept === 'zh' || kept === 'en' ? kept : undefined;
}

/** Chosen before, or the first of the browser's that we speak, or English. */
function firstLanguage(): Language {
  const spoken = navigator.languages
    .map((each) => each.slice(0, 2))
    .find((each) => each === 'zh' || each === 'en');
  return chosenLanguage() ?? (spoken as Language | undefined) ?? 'en';
}

/** Loads the first language's messages; to be awaited before anything is drawn. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    ns: [],
    interpolation: { escapeValue: false },
  });
  await showLanguage(firstLanguage());
}

/** Changes what is on the screen at once and keeps the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(keptAs, language);
  await showLanguage(language);
}

/** Changes what is on the screen without making it a choice. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'shell')) {
    const { messages } = await (language === 'zh' ? import('./messages-zh.ts') : import('./messages-en.ts'));
    for (const [namespace, texts] of Object.entries(messages))
      i18next.addResourceBundle(language, namespace, texts);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
