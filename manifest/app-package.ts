// The app package: the template filled, and everything that Teams would refuse found before it is written.

import { readFileSync } from 'node:fs';
import type { Schema } from 'ajv';
import Draft04 from 'ajv-draft-04';
import type { PackageValues } from './package-values.ts';

/** Files by their name in the package. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>;

interface ManifestShape {
  readonly manifestVersion: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly localizationInfo?: {
    readonly additionalLanguages?: readonly { readonly file: string }[];
  };
}

const SCHEMAS = '@microsoft/app-manifest/build/json-schemas/teams';
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Pixels on a side [app-icons]. */
const ICON_SIZES = { color: 192, outline: 32 } as const;
/** PNG's color types with transparency. */
const WITH_ALPHA: readonly number[] = [4, 6];

/** In: the template's text, the release, the values. Out: the manifest; the bot's own host is added to the domains. */
export function filledManifest(template: string, version: string, values: PackageValues): string {
  const filled = Object.entries({ ...values, VERSION: version }).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, JSON.stringify(value).slice(1, -1)),
    template,
  );
  if (values.BOT_DOMAIN === undefined) return filled;
  const manifest = JSON.parse(filled) as { validDomains: readonly string[] };
  const validDomains = [values.BOT_DOMAIN, ...manifest.validDomains];
  return `${JSON.stringify({ ...manifest, validDomains }, undefined, 2)}\n`;
}

/**
 * In: all files of the package. Out: one line per fault: what Microsoft's schemas of the manifest's version refuse,
 * translations that belong to nothing or are missing, and icons that are none.
 */
export function packageFaults(files: PackageFiles): readonly string[] {
  const manifest = jsonIn(files, 'manifest.json');
  if (manifest === undefined) return ['manifest.json: must be JSON'];
  const { manifestVersion, icons, localizationInfo } = manifest as ManifestShape;
  const languages = (localizationInfo?.additionalLanguages ?? []).map(({ file }) => file);
  return [
    ...schemaFaults('manifest.json', manifest, schemaFor(manifestVersion, '')),
    ...languages.flatMap((name) => languageFaults(files, name, manifest as ManifestShape)),
    ...iconFaults(files, icons.color, 'color'),
    ...iconFaults(files, icons.outline, 'outline'),
  ];
}

function languageFaults(
  files: PackageFiles,
  name: string,
  manifest: ManifestShape,
): readonly string[] {
  const texts = jsonIn(files, name);
  if (texts === undefined) return [`${name}: must be there, as JSON`];
  const schema = schemaFor(manifest.manifestVersion, 'Localization.');
  const wanted = translatable(manifest);
  const told = Object.keys(texts).filter((key) => key !== '$schema');
  return [
    ...schemaFaults(name, texts, schema),
    ...wanted.filter((key) => !told.includes(key)).map((key) => `${name}: ${key} is missing`),
    ...told
      .filter((key) => !wanted.includes(key))
      .map((key) => `${name}: ${key} is not in the manifest`),
  ];
}

/** The texts people read, by their path. */
function translatable(node: unknown, path = ''): readonly string[] {
  if (Array.isArray(node)) {
    return node.flatMap((one, at) => translatable(one, `${path}[${at}]`));
  }
  if (typeof node === 'object' && node !== null) {
    return Object.entries(node).flatMap(([name, one]) =>
      translatable(one, path === '' ? name : `${path}.${name}`),
    );
  }
  const isText = /^(?:name|description)\.|\.commands\[\d+\]\.(?:title|description)$/u.test(path);
  return isText ? [path] : [];
}

/** Microsoft's schemas are of draft 4, and some of their patterns are none under the flag u, which ajv sets by itself. */
function schemaFaults(name: string, value: unknown, schema: Schema): readonly string[] {
  const ajv = new Draft04.default({ allErrors: true, strict: false, unicodeRegExp: false });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty ?? '';
    return `${name}: ${[instancePath, message, extra].filter((part) => part !== '').join(' ')}`;
  });
}

function schemaFor(version: string, kind: '' | 'Localization.'): Schema {
  const path = `${SCHEMAS}/v${version}/MicrosoftTeams.${kind}schema.json`;
  return JSON.parse(readFileSync(new URL(import.meta.resolve(path)), 'utf8')) as Schema;
}

function iconFaults(
  files: PackageFiles,
  name: string,
  kind: keyof typeof ICON_SIZES,
): readonly string[] {
  const bytes = Buffer.from(files[name] ?? []);
  const size = ICON_SIZES[kind];
  if (bytes.length < 26 || !bytes.subarray(0, PNG.length).equals(PNG)) {
    return [`${name}: must be a PNG of ${size} × ${size} pixels`];
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const isSized = width === size && height === size;
  const isClear = kind !== 'outline' || WITH_ALPHA.includes(bytes.readUInt8(25));
  return [
    ...(isSized ? [] : [`${name}: must have ${size} × ${size} pixels, not ${width} × ${height}`]),
    ...(isClear ? [] : [`${name}: must have a transparent background`]),
  ];
}

function jsonIn(files: PackageFiles, name: string): object | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(files[name] ?? []).toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
