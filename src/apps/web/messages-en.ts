import { byNamespace } from './message-files.ts';

/** All texts of this language, loaded as one file. */
export const messages = byNamespace(
  import.meta.glob(['../../*/messages/en.json', '../../platform/*/messages/en.json', './messages/en.json'], {
    eager: true,
    import: 'default',
  }),
);
