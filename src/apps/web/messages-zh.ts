import { byNamespace } from './message-files.ts';

/** All texts of this language, loaded as one file. */
export const messages = byNamespace(
  import.meta.glob(['../../*/messages/zh.json', '../../platform/*/messages/zh.json', './messages/zh.json'], {
    eager: true,
    import: 'default',
  }),
);
