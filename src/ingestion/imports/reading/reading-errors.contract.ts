/** Why a file as a whole could not be read; the rows read before stay good. Codes are stable. */
export const readingErrorCatalogue = {
  'ingestion.file_missing': {
    en: 'The stored file is not there any more.',
    zh: '已保存的文件不存在。',
  },
  'ingestion.file_empty': {
    en: 'The file holds no rows, only blanks.',
    zh: '文件里没有数据，只有空白。',
  },
  'ingestion.file_old_excel': {
    en: 'This is a workbook of Excel 97–2003 or another format that cannot be read; save it as .xlsx or CSV.',
    zh: '这是 Excel 97–2003 或其他无法读取格式的工作簿，请另存为 .xlsx 或 CSV。',
  },
  'ingestion.file_encrypted': {
    en: 'The file is protected by a password; save it without one.',
    zh: '文件设有密码，请取消密码后另存。',
  },
  'ingestion.file_numbers': {
    en: 'This is a Numbers document; export it as .xlsx or CSV.',
    zh: '这是 Numbers 文稿，请导出为 .xlsx 或 CSV。',
  },
  'ingestion.file_open_document': {
    en: 'This is an OpenDocument file; save it as .xlsx or CSV.',
    zh: '这是 OpenDocument 文件，请另存为 .xlsx 或 CSV。',
  },
  'ingestion.file_pdf': {
    en: 'This is a PDF, not a table; export the table as .xlsx or CSV.',
    zh: '这是 PDF，不是表格，请把表格导出为 .xlsx 或 CSV。',
  },
  'ingestion.file_image': {
    en: 'This is a picture, not a table.',
    zh: '这是图片，不是表格。',
  },
  'ingestion.file_web_page': {
    en: 'This is a web page or XML under another name; open it in a spreadsheet program and save it as .xlsx or CSV.',
    zh: '这其实是网页或 XML，请用表格软件打开后另存为 .xlsx 或 CSV。',
  },
  'ingestion.file_other_archive': {
    en: 'This kind of archive cannot be opened; unpack it, or pack it as zip or gzip.',
    zh: '无法打开这种压缩包，请解压，或改用 zip、gzip 压缩。',
  },
  'ingestion.file_not_a_table': {
    en: 'This is no table: neither delimited text nor a workbook.',
    zh: '这不是表格：既不是带分隔符的文本，也不是工作簿。',
  },
  'ingestion.file_broken': {
    en: 'The file is damaged: it ends too early or cannot be unpacked.',
    zh: '文件已损坏：内容不完整或无法解压。',
  },
  'ingestion.file_too_wide': {
    en: 'The table has more than 1,000 columns.',
    zh: '表格超过 1,000 列。',
  },
  'ingestion.sheet_broken': {
    en: 'The sheet is damaged and cannot be read to its end.',
    zh: '工作表已损坏，无法读到末尾。',
  },
  'ingestion.unpacked_too_large': {
    en: 'Unpacked, the file is far larger than any table should be; it was not read.',
    zh: '文件解压后远远超出正常表格的大小，未读取。',
  },
  'ingestion.too_many_parts': {
    en: 'The archive holds more than 1,000 files.',
    zh: '压缩包里的文件超过 1,000 个。',
  },
  'ingestion.nothing_to_read': {
    en: 'The archive or workbook holds no table with rows.',
    zh: '压缩包或工作簿里没有含数据的表格。',
  },
  'ingestion.part_not_found': {
    en: 'The file holds no such part.',
    zh: '文件里没有这个部分。',
  },
  'ingestion.reading_too_slow': {
    en: 'Reading the file took too long and was stopped.',
    zh: '读取文件用时过长，已停止。',
  },
  'ingestion.reading_too_much_memory': {
    en: 'Reading the file needed more memory than is allowed and was stopped.',
    zh: '读取文件所需内存超出上限，已停止。',
  },
  'ingestion.reading_stopped': {
    en: 'Reading the file was cancelled.',
    zh: '已取消读取文件。',
  },
  'ingestion.reading_crashed': {
    en: 'The process that reads the file ended unexpectedly.',
    zh: '读取文件的进程意外退出。',
  },
} as const satisfies Record<string, { en: string; zh: string }>;

export type ReadingErrorCode = keyof typeof readingErrorCatalogue;
