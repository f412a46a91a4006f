import assert from 'node:assert/strict';
import { createConversationQueue, QueueFull } from '../../../bot/teams/turn/conversation-queue.ts';

describe('the turn guard', () => {
  it('runs the turns of a conversation one after the other, in order', async () => {
    const guard = createConversationQueue();
    const seen: string[] = [];
    const turn = (id: string) => async (): Promise<void> => {
      seen.push(`${id} begins`);
      await Promise.resolve();
      seen.push(`${id} ends`);
    };

    await Promise.all(['one', 'two'].map((id) => guard.run('a', id, turn(id))));

    assert.deepEqual(seen, ['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('does not hold up another conversation', async () => {
    const guard = createConversationQueue();
    const never = new Promise(() => undefined);
    void guard.run('a', 'one', () => never);

    assert.equal(await guard.run('b', 'two', () => Promise.resolve('done')), 'done');
  });

  it('goes on after a turn that threw', async () => {
    const guard = createConversationQueue();
    const bad = guard.run('a', 'one', () => Promise.reject(new Error('bad')));
    const good = guard.run('a', 'two', () => Promise.resolve('good'));

    await assert.rejects(bad, /bad/u);
    assert.equal(await good, 'good');
    await guard.idle();
  });

  it('tells a turn what was under way when it came', async () => {
    const guard = createConversationQueue();
    const told = ['one', 'two', 'three'].map((id) =>
      guard.run('a', id, (underWay) => Promise.resolve([...underWay])),
    );

    assert.deepEqual(await Promise.all(told), [[], ['one'], ['one', 'two']]);
  });

  it('refuses the two hundred and first of a conversation', async () => {
    const guard = createConversationQueue();
    const never = new Promise(() => undefined);
    for (let count = 0; count < 200; count += 1) void guard.run('a', String(count), () => never);

    await assert.rejects(
      guard.run('a', 'one more', () => never),
      QueueFull,
    );
  });
});
