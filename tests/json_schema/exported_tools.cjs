// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a job from standard input (see exported_tools.py), with the packages of the folder that is named; exit 1 if anything is wrong.
const { createRequire } = require('module');
const load = createRequire(process.argv[2] + '/package.json');
const Ajv = load('ajv/dist/2020').default;
const { Parser } = load('@asyncapi/parser');

const job = JSON.parse(require('fs').readFileSync(0, 'utf8'));
let faults = 0;
function fault(text) {
  faults += 1;
  if (faults <= 20) console.log(text);
}

function valueAt(root, pointer) {
  const steps = pointer.split('/').slice(1).map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  return steps.reduce((value, step) => (value === undefined || value === null ? undefined : value[step]), root);
}

// JSON.parse makes 1 of 1.0, and 2^63 of all integers about it: there ajv does not see what is written.
function isUnseen(vector, contents) {
  const wrong = [...(vector.violations || []), ...(vector.stricter || [])];
  return !vector.valid && wrong.length > 0 && wrong.every((violation) => Number.isInteger(valueAt(contents, violation.pointer)));
}

function judgeVectors() {
  // Strict: an unknown keyword, or a type that goes with nothing, is an error.
  const settings = { strict: true, allowUnionTypes: true, allErrors: true, strictRequired: false };
  const ajv = new Ajv(settings);
  ajv.addVocabulary(['x-secret', 'x-int64']);
  ajv.addSchema(job.document, 'all');
  const counts = { valid: 0, invalid: 0, unseen: 0 };
  const alone = {};
  for (const vector of job.vectors) {
    const topic = vector.topic_name;
    alone[topic] = alone[topic] || ajv.compile(job.schemas[topic]);
    const contents = JSON.parse(vector.contents);
    for (const judge of [alone[topic], ajv.getSchema('all#/$defs/' + topic)]) {
      const verdict = judge(contents);
      if (verdict === vector.valid) counts[verdict ? 'valid' : 'invalid'] += 1;
      else if (isUnseen(vector, contents)) counts.unseen += 1;
      else fault(`ajv says ${verdict} of ${topic} ${vector.contents}: ${JSON.stringify(judge.errors)}`);
    }
  }
  console.log(`ajv: ${counts.valid} valid and ${counts.invalid} invalid as we judge them (each vector twice); ` +
    `${counts.unseen} not to be told apart in JavaScript's numbers`);
  if (counts.valid < 400 || counts.invalid < 2000 || counts.unseen > 100) fault('these are not the counts of the vectors');
}

async function readAsyncApi() {
  const { document, diagnostics } = await new Parser().parse(job.asyncapi);
  for (const one of diagnostics) {
    if (one.severity <= 1) fault(`@asyncapi/parser: ${one.path.join('.')}: ${one.message}`);
  }
  if (document === undefined) return fault('@asyncapi/parser makes no document of it');
  const counts = [document.channels(), document.messages(), document.operations()].map((all) => all.all().length);
  console.log(`@asyncapi/parser: ${counts[0]} channels, ${counts[1]} messages, ${counts[2]} operations`);
  const types = Object.keys(job.document.$defs).length;
  if (types < 2 || counts[0] !== types || counts[1] !== types || counts[2] !== 2 * types) {
    fault(`there are ${types} types: a channel, a message and two operations are wanted for each`);
  }
  // It must see what is wrong, or its silence says nothing.
  const broken = JSON.parse(job.asyncapi);
  delete broken.info.version;
  const refused = await new Parser().parse(JSON.stringify(broken));
  if (!refused.diagnostics.some((one) => one.severity === 0)) fault('@asyncapi/parser takes a document without a version');
}

judgeVectors();
readAsyncApi().then(() => process.exit(faults === 0 ? 0 : 1), (error) => {
  console.log(error);
  process.exit(1);
});
