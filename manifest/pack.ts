// `npm run pack`: ids in, checked, zipped to manifest/build/lotse.zip, ready for the Teams admin center.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import release from '../package.json' with { type: 'json' };
import { readEnvironment } from '../bot/config/environment.ts';
import { filledManifest, packageFaults, type PackageFiles } from './app-package.ts';
import { readPackageValues, type PackageValues } from './package-values.ts';

const HERE = new URL('./', import.meta.url);
const FILES = ['de.json', 'color.png', 'outline.png'] as const;
/** As EX_CONFIG of the bot itself. */
const FAULTY = 78;

const { variables, faults: dropped } = readEnvironment();
const read = readPackageValues(process.argv.slice(2), variables);
if (dropped.length > 0) fail(dropped);
else if (read.ok) pack(read.values);
else fail(read.faults);

function pack(values: PackageValues): void {
  const files = filesWith(values);
  const faults = packageFaults(files);
  if (faults.length > 0) {
    fail(faults);
    return;
  }
  mkdirSync(new URL('build/', HERE), { recursive: true });
  const target = new URL('build/lotse.zip', HERE);
  writeFileSync(target, zipSync({ ...files }));
  process.stdout.write(`${target.pathname}\n`);
}

function filesWith(values: PackageValues): PackageFiles {
  const template = readFileSync(new URL('manifest.json', HERE), 'utf8');
  const others = FILES.map((name) => [name, new Uint8Array(readFileSync(new URL(name, HERE)))]);
  const manifest = strToU8(filledManifest(template, release.version, values));
  return { ...Object.fromEntries(others), 'manifest.json': manifest } as PackageFiles;
}

function fail(faults: readonly string[]): void {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = FAULTY;
}
