// SPDX-License-Identifier: GPL-3.0-or-later
// Opens pages in Chromium, and holds them against axe-core and html-validate: pages.cjs PACKAGES < JOB; see check_pages.py.
// Exit 1 if anything is wrong with one of them; what, is said.
const { createRequire } = require('module');
const fs = require('fs');
const path = require('path');
const load = createRequire(process.argv[2] + '/package.json');
const puppeteer = load('puppeteer-core');
const { HtmlValidate } = load('html-validate');
const axe = fs.readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
let faults = 0;
function fault(file, text) {
  faults += 1;
  if (faults <= 60) console.log(`${path.basename(file)}: ${text}`);
}

const views = [
  { name: 'desktop', width: 1280, height: 900, scheme: 'light', media: 'screen' },
  { name: 'dark', width: 1280, height: 900, scheme: 'dark', media: 'screen' },
  { name: 'phone', width: 375, height: 812, scheme: 'light', media: 'screen' },
  { name: 'print', width: 794, height: 1123, scheme: 'light', media: 'print' },
];

async function checkMarkup(file) {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:standard'],
    // The style and the script are part of the page, so that it is one file.
    rules: { 'require-csp-nonce': 'off', 'require-sri': 'off', 'no-inline-style': 'error' },
  });
  const report = await validator.validateString(fs.readFileSync(file, 'utf8'), file);
  for (const result of report.results) {
    for (const message of result.messages) fault(file, `${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
  }
}

// Whatever a page asks for besides itself, says on its console, or opens, is a fault.
function watch(page, file) {
  page.on('request', (request) => {
    if (!request.isNavigationRequest() || !request.url().startsWith('file:')) fault(file, `asks for ${request.url()}`);
  });
  page.on('console', (message) => fault(file, `console: ${message.text().slice(0, 300)}`));
  page.on('pageerror', (error) => fault(file, `script: ${error}`));
  page.on('dialog', async (dialog) => {
    fault(file, `opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
}

// Waits as long as the whole test may: machines are busy.
async function openPage(browser, file) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.setDefaultNavigationTimeout(0);
  watch(page, file);
  return page;
}

// What a record would do, were it obeyed.
const foreign = () => ({
  ran: window.pwned !== undefined,
  scripts: document.scripts.length,
  handlers: [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((a) => /^on/i.test(a.name))).length,
  loaders: document.querySelectorAll('img, iframe, object, embed, link, audio, video, form, base, input, foreignObject, style ~ style').length,
  links: [...document.querySelectorAll('[href], [src]')].filter((one) => !(one.getAttribute('href') || '').startsWith('#')).length,
  styled: document.querySelectorAll('[style]').length,
});

async function checkQuiet(page, file) {
  const found = await page.evaluate(foreign);
  const expected = { ran: false, scripts: 1, handlers: 0, loaders: 0, links: 0, styled: 0 };
  if (JSON.stringify(found) !== JSON.stringify(expected)) fault(file, `obeys a record: ${JSON.stringify(found)}`);
}

async function checkAxe(page, file, view) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of found.violations) {
    const node = violation.nodes[0];
    fault(file, `${view}: axe ${violation.id}: ${violation.help}: ${node.html.slice(0, 200)} ${node.failureSummary || ''}`);
  }
}

// A heading of a table sorts it up and down by its column, numbers as numbers.
async function checkSorting(page, file) {
  const problems = await page.evaluate(() => {
    const wrong = [];
    for (const table of document.querySelectorAll('table.sort')) {
      for (const head of table.tHead.rows[0].cells) {
        for (const turn of [1, 2]) {
          head.querySelector('button').click();
          const order = head.getAttribute('aria-sort');
          const cells = [...table.tBodies[0].rows].map((row) => row.cells[head.cellIndex]);
          const numbers = cells.every((cell) => cell.dataset.n !== undefined);
          const compare = (a, b) => (numbers ? Number(a.dataset.n) - Number(b.dataset.n)
            : a.textContent.localeCompare(b.textContent, 'en', { numeric: true }));
          const sign = order === 'ascending' ? 1 : -1;
          const sorted = cells.every((cell, i) => i === 0 || sign * compare(cells[i - 1], cell) <= 0);
          const wanted = numbers === (turn === 1) ? 'descending' : 'ascending';
          if (!sorted || order !== wanted) wrong.push(`${head.textContent}: ${order}, sorted: ${sorted}`);
        }
      }
    }
    return wrong;
  });
  for (const problem of problems) fault(file, `does not sort by ${problem}`);
}

async function checkView(browser, file, view) {
  const page = await openPage(browser, file);
  await page.setViewport({ width: view.width, height: view.height });
  // One of the two: each takes the other back.
  if (view.media === 'print') await page.emulateMediaType('print');
  else await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }]);
  await page.goto('file://' + file, { waitUntil: 'load' });
  const styled = await page.evaluate(() => getComputedStyle(document.body).maxWidth !== 'none' || matchMedia('print').matches);
  if (!styled) fault(file, 'its own style is not applied');
  await checkQuiet(page, file);
  const isPrint = await page.evaluate(() => matchMedia('print').matches);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  if (isPrint !== (view.media === 'print') || isDark !== (view.scheme === 'dark')) fault(file, `is not shown as ${view.name}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) fault(file, `${view.name}: ${wide} pixels too wide`);
  // A phone and paper show the same elements, in the same colours.
  if (view.name === 'desktop' || view.name === 'dark') await checkAxe(page, file, view.name);
  if (job.pictures) await page.screenshot({ path: path.join(job.pictures, `${path.basename(file, '.html')}-${view.name}.png`), fullPage: true });
  if (view.name === 'desktop') {
    await checkSorting(page, file);
    await checkQuiet(page, file);
  }
  await page.close();
}

// All that is read with scripts is read without them.
async function checkWithoutScripts(browser, file) {
  const texts = [];
  for (const enabled of [true, false]) {
    const page = await openPage(browser, file);
    await page.setJavaScriptEnabled(enabled);
    await page.goto('file://' + file, { waitUntil: 'load' });
    texts.push(await page.evaluate(() => document.querySelector('body').innerText));
    await page.close();
  }
  if (texts[0] !== texts[1]) fault(file, 'reads otherwise without scripts');
  if (texts[1].length < 100) fault(file, 'says hardly anything');
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: job.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    protocolTimeout: 500000,
  });
  for (const file of job.pages) {
    await checkMarkup(file);
    // Of a large page, which takes seconds a look, those that differ most.
    const isLarge = fs.statSync(file).size > 100_000;
    for (const view of views) {
      const isWanted = job.control ? view.name === 'desktop' : !isLarge || view.name === 'desktop' || view.name === 'phone';
      if (isWanted) await checkView(browser, file, view);
    }
    if (!job.control) await checkWithoutScripts(browser, file);
  }
  await browser.close();
  console.log(`${job.pages.length} pages in ${views.length} views, ${faults} faults`);
  process.exit(faults === 0 ? 0 : 1);
}

main().catch((error) => {
  console.log(error);
  process.exit(2);
});
