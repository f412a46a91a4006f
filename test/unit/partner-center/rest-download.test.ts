import assert from 'node:assert/strict';
import { download } from '../../../services/partner-center/webhooks/rest-download.ts';

describe('a download', () => {
  for (const host of [
    'localhost',
    'localhost:8443',
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[fd00::1]',
    '[fe80::1]',
  ]) {
    it(`never goes to ${host}, unless somebody has written that very address down`, async () => {
      const rules = { hosts: ['localhost', 'localhost:8443'], anchors: [], timeoutMs: 500 };

      const got = await download(`https://${host}/x.cer`, rules);

      assert.deepEqual(got, { kind: 'none', code: 'privateAddress', isPassing: false });
    });
  }

  it('does not throw when nobody answers', async () => {
    const rules = { hosts: ['127.0.0.1:1'], anchors: [], timeoutMs: 500 };

    const got = await download('https://127.0.0.1:1/x.cer', rules);

    assert.deepEqual(got, { kind: 'none', code: 'unreachable', isPassing: true });
  });
});
