// Runs before the page is drawn, so that a chosen theme or language does not flash.
const root = document.documentElement;
const theme = localStorage.getItem('perennial.theme');
if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
const language = localStorage.getItem('perennial.language') ?? navigator.language;
root.lang = language.startsWith('zh') ? 'zh-CN' : 'en';
