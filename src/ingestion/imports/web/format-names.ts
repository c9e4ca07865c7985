/** The keys of the delimiters' words, and the encodings as people write them. */
export const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

export const encodingNames = {
  'utf-8': 'UTF-8',
  gb18030: 'GB 18030',
  big5: 'Big5',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
} as const;
