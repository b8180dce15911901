// The published schema of HAR 1.2 as an oracle: an array of HAR documents on standard input, "ok" or the errors, a line each.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const Ajv = require('ajv');
const schemas = require('har-schema');
const ajv = new Ajv({ allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
for (const schema of Object.values(schemas)) ajv.addSchema(schema);

for (const har of JSON.parse(readFileSync(0, 'utf8'))) {
  const valid = ajv.validate('har.json#', har);
  console.log(valid ? 'ok' : ajv.errorsText(ajv.errors).slice(0, 400));
}
