/// What some runs have beside coverage: who is left behind, how far help is, lines, tests. Read when a run has one of them.
import { add_words } from './i18n.js';
import { kWordsBeside } from './words_beside.js';

add_words(kWordsBeside);

export { sheet_access } from './access.js';
export { dress_findings, findings_here, findings_legend, tip_of } from './findings.js';
export { left_question, sheet_left } from './left.js';
export { sheet_tests } from './tests.js';
