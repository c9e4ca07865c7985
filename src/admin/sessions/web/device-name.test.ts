import { expect, test } from 'vitest';
import { deviceOf } from './device-name.ts';

test('browsers that pretend to be others are told by their own name', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0';
  expect(deviceOf(edge)).toEqual({ browser: 'Edge', system: 'Windows' });
  const weChat =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0';
  expect(deviceOf(weChat)).toEqual({ browser: 'WeChat', system: 'iPhone' });
});

test('Safari and Chrome on one system are told apart', () => {
  const safari =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
  expect(deviceOf(safari)).toEqual({ browser: 'Safari', system: 'macOS' });
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/153.0 Safari/537.36';
  expect(deviceOf(chrome)).toEqual({ browser: 'Chrome', system: 'Linux' });
});

test('an unknown or absent name gives nothing rather than a guess', () => {
  expect(deviceOf(null)).toEqual({ browser: null, system: null });
  expect(deviceOf('x')).toEqual({ browser: null, system: null });
});
