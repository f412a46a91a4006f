import assert from 'node:assert/strict';
import { isJsonMediaType, mediaTypeOf } from '../../../bot/http/media-type.ts';

describe('a media type', () => {
  for (const type of [
    'application/json',
    'text/json',
    'APPLICATION/JSON',
    'Text/Json;Charset=UTF-8',
    ' application/json ; charset="utf-8"; v=1',
    'application/vnd.contoso.order.v2+json',
    'application/a+b+json',
    'image/svg+json',
    'x-anything/json',
    'application/ld+JSON; profile="https://contoso.com/a;b"',
  ]) {
    it(`says JSON as "${type}"`, () => {
      assert.equal(isJsonMediaType(type), true);
    });
  }

  for (const type of [
    undefined,
    '',
    'json',
    '/json',
    'application/',
    'application/jsonx',
    'application/xjson',
    'application/json-seq',
    'application/json+xml',
    'application/+json',
    'text/plain; type=json',
    'text/plain;/json',
    'application/x/json',
    'appli cation/json',
  ]) {
    it(`does not say JSON as "${type ?? 'nothing'}"`, () => {
      assert.equal(isJsonMediaType(type), false);
    });
  }

  it('is read without case and parameters', () => {
    const type = mediaTypeOf('Application/CloudEvents+JSON; charset=utf-8');

    assert.equal(type, 'application/cloudevents+json');
  });
});
