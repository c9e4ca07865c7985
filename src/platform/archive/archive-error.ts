type Code =
  | 'not_an_archive'
  | 'cut_short'
  | 'damaged'
  | 'newer_format'
  | 'newer_database'
  | 'other_history'
  | 'not_empty'
  | 'no_room'
  | 'differs';

/** Why an archive cannot be read or restored; the message says where. */
export class ArchiveError extends Error {
  code: Code;
  /** What the translated text names. */
  values: Record<string, string | number>;

  constructor(code: Code, message: string, values: Record<string, string | number> = {}) {
    super(message);
    this.name = 'ArchiveError';
    this.code = code;
    this.values = values;
  }
}
