// SPDX-License-Identifier: GPL-3.0-or-later
// ajv's share of bench_catalog.py: `bench_ajv.cjs SCHEMA DOCUMENTS`, as bench_catalog's judge, with NODE_PATH set.
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const [schema, documents] = process.argv.slice(2).map((path) => fs.readFileSync(path, "utf8"));
const lines = documents.split("\n").filter((line) => line !== "");
const validate = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false }).compile(JSON.parse(schema));

function seconds(once) {
  const began = process.cpuUsage();
  once();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

// The median of 7 rounds of at least 0.2 seconds, after two seconds in which the code is compiled and optimized.
function nanoseconds(once) {
  for (let spent = 0; spent < 2; ) spent += seconds(once);
  const rounds = [];
  for (let round = 0; round < 7; ++round) {
    let times = 0, spent = 0;
    for (; spent < 0.2; ++times) spent += seconds(once);
    rounds.push((spent / times / lines.length) * 1e9);
  }
  return Math.round(rounds.sort((a, b) => a - b)[3]);
}

function check(document) {
  if (!validate(document)) throw new Error("a document is not valid: " + JSON.stringify(validate.errors[0]));
}

const read = lines.map((line) => JSON.parse(line));
const both = nanoseconds(() => lines.forEach((line) => check(JSON.parse(line))));
const alone = nanoseconds(() => read.forEach(check));
console.log(`${both} ${alone}`);
