import { useSyncExternalStore } from 'react';

const tokens = {
  ink: '--ink',
  inkSoft: '--ink-soft',
  inkFaint: '--ink-faint',
  line: '--line',
  lineStrong: '--line-strong',
  raised: '--raised',
  green: '--green',
  amber: '--amber',
  brick: '--brick',
  slate: '--slate',
} as const;

/** The colours and faces of the product as a drawing needs them: resolved for the scheme on the screen. */
export type ChartTheme = Record<keyof typeof tokens, string> & { font: string };

/** What every drawing has in common: faces, the order of colours, quiet axes, what floats. Spread it first. */
export function basicOption(theme: ChartTheme, animate: boolean) {
  return {
    animation: animate,
    animationDuration: 200,
    color: [theme.green, theme.slate, theme.amber, theme.brick, theme.inkFaint],
    textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.inkSoft },
    tooltip: {
      // Markup would need styles that the policy of the pages forbids.
      renderMode: 'richText' as const,
      backgroundColor: theme.raised,
      borderColor: theme.lineStrong,
      borderWidth: 1,
      padding: [6, 10] as [number, number],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.font },
      confine: true,
    },
  };
}

/** A quiet axis: labels in soft ink, lines only where they help to read a value. */
export function quietAxis(theme: ChartTheme) {
  return {
    axisLine: { lineStyle: { color: theme.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: theme.inkFaint, fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: theme.line } },
  };
}

/** The theme on the screen; read anew when somebody chooses another or the system changes. */
export function useChartTheme(): ChartTheme {
  const scheme = useSyncExternalStore(followScheme, schemeKey);
  return themeOf(scheme);
}

const themes = new Map<string, ChartTheme>();

function themeOf(scheme: string): ChartTheme {
  const known = themes.get(scheme);
  if (known) return known;
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    ...(Object.fromEntries(Object.entries(tokens).map(([key, token]) => [key, read(token)])) as Record<
      keyof typeof tokens,
      string
    >),
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  themes.set(scheme, theme);
  return theme;
}

function followScheme(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
  return () => {
    dark.removeEventListener('change', changed);
    observer.disconnect();
  };
}

function schemeKey(): string {
  const { dataset, lang } = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return `${dataset.theme ?? dark} ${lang}`;
}
