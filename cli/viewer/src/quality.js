import { h } from './dom.js';
import { colon, lang, said, t } from './i18n.js';
import { decimal } from './numbers.js';

const kDecimals = { '%': 2, 'km²': 4, m: 4 };

/// «1,31 %», «189 j», «non évalué»
export function quality_value({ value, unit }) {
  if (value === null) return t('quality_none');
  return [decimal(value, kDecimals[unit] ?? 0, lang()), unit === 'd' ? t('quality_days') : unit].filter(Boolean).join('\u00a0');
}

/// The lines of each category, in their order: [[category, lines], …].
export function by_category(lines) {
  const found = new Map();
  for (const line of lines ?? []) found.set(line.category, [...(found.get(line.category) ?? []), line]);
  return [...found];
}

const line_text = (line) => [said(line.label), line.scope === 'run' ? '' : ' (' + line.scope + ')', colon(), quality_value(line)];

/// What is known of the quality of the data, folded away: it is for those who ask.
export function quality_panel({ page }) {
  const parts = by_category(page.quality);
  if (parts.length === 0) return null;
  return h('section', { 'aria-labelledby': 'quality-title' },
    h('h3', { id: 'quality-title' }, t('quality')), h('p', {}, t('quality_intro')),
    parts.map(([category, lines]) => h('details', {}, h('summary', {}, t('quality_' + category)), h('ul', {}, lines.map((line) => h('li', {}, line_text(line)))))));
}
