import assert from 'node:assert/strict';
import { existsSync, openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { readAll } from './files_support.js';

const shared = process.env.LABELSCAPE_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** @type {[string, number, string][]} */
const k_files = [
  ['ag_news.csv.gz', 22570, 'text,label,id,split,title'],
  ['sib200_28lang.csv.gz', 28112, 'text,label,id,split,lang,index_id'],
  ['newsgroups20.csv.gz', 18846,
    'text,label,id,split,subject,truncated,cl_index,cl_predicted,cl_guessed,mturk_votes,mturk_label'],
];

for (const [name, rows, columns] of k_files) {
  const path = `${shared}/data/${name}`;
  const skip = existsSync(path) ? false : `${name} is not there: set LABELSCAPE_SHARED`;
  test(`${name} has ${rows} rows`, { skip }, async () => {
    const { result, columns: cells } = await readAll(await openAsBlob(path), name);
    assert.equal(result.rows, rows);
    assert.equal(result.columns.map((column) => column.name).join(), columns);
    assert.deepEqual([result.skippedCount, result.warningCount, result.notices], [0, 0, []]);
    assert.ok(cells.text.every((text) => typeof text === 'string' && text.length > 0));
    assert.equal(new Set(cells.id).size, rows);
  });
}
