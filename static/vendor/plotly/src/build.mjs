// Builds ../plotly-plan.min.js, ../plotly.css and ../SHA256SUMS.
// Copy this folder outside the project, run `npm ci && node build.mjs OUT`.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const out = process.argv[2] ?? '.';
const { version } = createRequire(import.meta.url)('plotly.js/package.json');

await build({
  entryPoints: ['plotly-plan.js'],
  outfile: join(out, 'plotly-plan.min.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'Plotly',
  target: 'es2018',
  charset: 'ascii',
  legalComments: 'none',
  sourcemap: false,
  define: { global: 'window' },
  alias: { stream: 'stream-browserify', regl: '@plotly/regl' },
  banner: { js: `/*! plotly.js ${version}, own selection of traces; MIT, see LICENSE */` },
});

// Plotly writes these rules through an inline <style>, which a strict content
// security policy forbids; as a linked sheet they are allowed.
const source = readFileSync('node_modules/plotly.js/build/plotcss.js', 'utf8');
const rules = new Function(source.match(/var rules = (\{[\s\S]*?\n\});/)[0] + 'return rules;')();
const css = Object.entries(rules).map(([selector, body]) => {
  const full = selector.replace(/X/g, '.js-plotly-plot .plotly').replace(/Y/g, '.plotly-notifier');
  return `${full}{${body}}`;
});
writeFileSync(
  join(out, 'plotly.css'),
  `/*! plotly.js ${version} build/plotcss.js; MIT, see LICENSE */\n${css.join('\n')}\n`,
);
// The map traces' sheet comes along with the core; no map is drawn here.
rmSync(join(out, 'plotly-plan.min.css'), { force: true });
copyFileSync('node_modules/plotly.js/LICENSE', join(out, 'LICENSE'));

const sums = ['plotly-plan.min.js', 'plotly.css'].map((name) => {
  const digest = createHash('sha256').update(readFileSync(join(out, name))).digest('hex');
  return `${digest}  ${name}`;
});
writeFileSync(join(out, 'SHA256SUMS'), sums.join('\n') + '\n');
