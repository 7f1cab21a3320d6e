function field(value) {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

/// RFC 4180: commas, CRLF, quotes doubled. A UTF-8 byte order mark comes first, for spreadsheets.
export function csv_text(header, rows) {
  return '\ufeff' + [header, ...rows].map((row) => row.map(field).join(',') + '\r\n').join('');
}

export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
