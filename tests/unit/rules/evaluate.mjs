/** JSON cases on the standard input -> [result, test] of each on the output. */

import { readFileSync } from 'node:fs';

import { evaluate, test } from '../../../frontend/rules/rules.js';

const cases = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(cases.map(({ rule, answers, types, today, prices }) => [
  evaluate(rule, answers, { today, types, prices }),
  test(rule, answers, { today, types, prices }),
])));
