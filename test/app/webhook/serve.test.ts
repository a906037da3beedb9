import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServeScene } from './serve-scene.ts';

let scene: ServeScene;
beforeEach(async () => {
  scene = await ServeScene.open();
});
afterEach(() => scene.close());

describe('docket serve', () => {
  it('reviews a pull request that is opened', async () => {
    const server = await scene.serve();
    await server.printed('GitHub confirms who we are');
    const pull = scene.openPull('one');
    const delivery = await scene.delivered('opened', pull);
    expect(delivery.statusCode).toBe(202);
    await server.printed('a run ended');
    expect(scene.reviews(pull)).toHaveLength(1);
    expect(await server.end('SIGTERM')).toBe(0);
    console.log(server.output());
  });
});
