// `npm run pack`: ids in, checked, zipped to manifest/build/lotse.zip, ready for the Teams admin center.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';

const HERE = new URL('./', import.meta.url);
const FILES = ['de.json', 'color.png', 'outline.png'] as const;

const guid = z.guid('must be a GUID');
const https = z.url({ protocol: /^https$/u, error: 'must be an https address' });
const values = z.object({
  APP_ID: guid,
  BOT_ID: guid,
  DEVELOPER_NAME: z.string('must be given').min(1).max(32),
  WEBSITE_URL: https,
  PRIVACY_URL: https,
  TERMS_URL: https,
});

const parsed = values.safeParse(fromArguments(process.argv.slice(2)));
if (parsed.success) pack(parsed.data);
else fail(parsed.error);

/** `--APP_ID=… --BOT_ID=…`. */
function fromArguments(given: readonly string[]): Record<string, string> {
  const pairs = given.map((text) => /^--(\w+)=(.*)$/su.exec(text));
  return Object.fromEntries(
    pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])),
  );
}

function pack(filled: z.infer<typeof values>): void {
  const template = readFileSync(new URL('manifest.json', HERE), 'utf8');
  const manifest = Object.entries(filled).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, JSON.stringify(value).slice(1, -1)),
    template,
  );
  const files = Object.fromEntries(
    FILES.map((name) => [name, new Uint8Array(readFileSync(new URL(name, HERE)))]),
  );
  mkdirSync(new URL('build/', HERE), { recursive: true });
  const target = new URL('build/lotse.zip', HERE);
  writeFileSync(target, zipSync({ ...files, 'manifest.json': strToU8(manifest) }));
  process.stdout.write(`${target.pathname}\n`);
}

function fail(error: z.ZodError): void {
  const lines = error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 78;
}
