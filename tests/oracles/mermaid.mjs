// Mermaid's own parser as an oracle: a diagram on standard input, "ok" or what is wrong with it on standard output.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const folder = process.argv[2];
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${folder}/node_modules/mermaid/dist/mermaid.core.mjs`));

for (const diagram of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    const { diagramType } = await mermaid.parse(diagram);
    console.log(diagramType === 'sequence' ? 'ok' : `not a sequence diagram: ${diagramType}`);
  } catch (error) {
    console.log(error.message.replaceAll('\n', ' '));
  }
}
