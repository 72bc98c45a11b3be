// What the renderer promises, looked up in pixels. Each check runs in the page and returns what it saw.

const dark = { background: 0x14161b, ink: 0xf4f6fa };
const channels = (color) => [color >> 16, (color >> 8) & 255, color & 255];
/** Greatest difference of a channel. */
const difference = (a, b) => Math.max(...channels(a).map((v, i) => Math.abs(v - channels(b)[i])));

export async function runChecks({ check, openPage, assert }) {
  for (const ratio of [1, 2]) {
    const { page, close } = await openPage(ratio, 400, 300);
    const see = (scene) => page.evaluate(scene);

    await check(`a disc has its color, a soft edge and nothing around it (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter;
        s.show({ x: [0], y: [0], c: [0] });
        s.look(0, 0, 1);
        s.draw();
        const middle = s.pixel(200.1, 150.1);
        const row = Array.from({ length: 40 }, (_, i) => s.pixel(180.1 + i, 152.1));
        return { middle, row, error: s.module._scatter_gl_error() };
      });
      assert.equal(seen.error, 0);
      assert.ok(difference(seen.middle, 0x56b4e9) < 40, `middle is ${seen.middle.toString(16)}`);
      assert.equal(seen.row[0], dark.background);
      assert.equal(seen.row[39], dark.background);
      const soft = seen.row.filter((v) => difference(v, dark.background) > 12 && difference(v, seen.middle) > 12);
      assert.ok(soft.length >= 1, 'no soft edge');
      assert.ok(seen.row.filter((v) => v === seen.middle).length >= 6, 'the disc is too small');
    });

    await check(`hidden, dimmed, selected and hovered points differ (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter;
        s.show({ x: [-0.8, -0.4, 0, 0.4], y: [0, 0, 0, 0], c: [0, 0, 0, 0] });
        s.flag((i) => [1, 2, 0, 4][i], 4);
        s.look(0, 0, 1);
        s.draw();
        const at = (x) => s.pixel(200.1 + x * 150, 150.1);
        const ring = Array.from({ length: 12 }, (_, i) => s.pixel(260.1 + i, 150.1));
        const plain = [at(-0.8), at(-0.4), at(0), at(0.4)];
        s.module._scatter_marks(2, -1);
        s.draw();
        const hovered = Array.from({ length: 12 }, (_, i) => s.pixel(200.1 + i, 150.1));
        s.module._scatter_marks(-1, -1);
        return { plain, ring, hovered };
      });
      const [hidden, dimmed, normal, selected] = seen.plain;
      assert.equal(hidden, dark.background);
      assert.ok(difference(dimmed, dark.background) > 8 && difference(dimmed, dark.background) < difference(normal, dark.background) / 2);
      assert.ok(difference(selected, normal) < 80);
      assert.ok(seen.ring.some((v) => difference(v, dark.ink) < 100), 'no ring');
      assert.ok(seen.hovered.some((v) => difference(v, 0x8cc8ff) < 40), 'no hover ring');
    });

    await check(`nothing outside the target rectangle is touched (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter, m = s.module, r = devicePixelRatio;
        m._scatter_theme(1, 20);
        s.showClusters(2000);
        s.look(0, 0, 1);
        s.draw();
        const before = [s.pixel(20, 150), s.pixel(380, 20)];
        m._scatter_theme(0, 20);
        m._scatter_target(100 * r, 100 * r, 200 * r, 100 * r, r);
        m._scatter_add_lasso(-3, -3); m._scatter_add_lasso(3, -3); m._scatter_add_lasso(0, 3);
        s.draw();
        const after = [s.pixel(20, 150), s.pixel(380, 20)];
        const inside = s.pixel(101, 101), error = m._scatter_gl_error();
        m._scatter_clear_lasso();
        m._scatter_target(0, 0, 400 * r, 300 * r, r);
        return { before, after, inside, error };
      });
      assert.deepEqual(seen.after, seen.before);
      assert.ok(difference(seen.inside, dark.background) < 60);
      assert.equal(seen.error, 0);
    });

    await check(`a lasso that crosses itself is filled even-odd (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter, m = s.module;
        s.show({ x: [-0.99], y: [-0.99], c: [0] });
        s.look(0, 0, 1);
        // A pentagram: its middle is outside by the even-odd rule.
        for (let i = 0; i < 5; i++) m._scatter_add_lasso(0.9 * Math.sin((i * 4 * Math.PI) / 5), 0.9 * Math.cos((i * 4 * Math.PI) / 5));
        s.draw();
        const result = { middle: s.pixel(200.1, 150.1), tip: s.pixel(200.1, 150.1 - 0.6 * 150), outside: s.pixel(30, 30) };
        m._scatter_clear_lasso();
        return result;
      });
      assert.equal(seen.middle, dark.background);
      assert.equal(seen.outside, dark.background);
      assert.ok(difference(seen.tip, dark.background) > 6);
    });

    await check(`the kept picture is the picture (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter, m = s.module;
        s.showClusters(30_000);
        s.look(0, 0, 1);
        const read = () => Array.from({ length: 400 }, (_, i) => s.pixel(100 + (i % 20) * 10, 50 + Math.floor(i / 20) * 10));
        m._scatter_motion(0, 0);
        s.draw();
        const first = read(), firstKept = m._scatter_from_kept_picture();
        m._scatter_marks(5, -1);
        s.draw();
        m._scatter_marks(-1, -1);
        s.draw();
        const again = read(), againKept = m._scatter_from_kept_picture();
        m._scatter_motion(1, 0);
        s.draw();
        const direct = read();
        m._scatter_motion(0, 0);
        return { first, again, direct, firstKept, againKept };
      });
      assert.equal(seen.firstKept, 0);
      assert.equal(seen.againKept, 1);
      assert.deepEqual(seen.again, seen.first);
      assert.deepEqual(seen.direct, seen.first);
    });

    await check(`thinning in motion keeps the look (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter, m = s.module;
        s.showClusters(60_000);
        s.look(0, 0, 1);
        const mean = () => {
          const sum = [0, 0, 0];
          for (let y = 20; y < 280; y += 4) for (let x = 60; x < 340; x += 4) {
            const v = s.pixel(x, y);
            sum[0] += v >> 16; sum[1] += (v >> 8) & 255; sum[2] += v & 255;
          }
          return sum.map((v) => v / (65 * 70));
        };
        s.draw();
        const full = mean(), all = m._scatter_points_drawn();
        for (let i = 0; i < 12; i++) { m._scatter_motion(1, 500); s.look(0.001 * i, 0, 1); s.draw(); }
        s.look(0, 0, 1);
        s.draw();
        const thin = mean(), some = m._scatter_points_drawn();
        m._scatter_motion(0, 0);
        s.look(0.001, 0, 1);
        s.draw();
        return { full, thin, all, some, after: m._scatter_points_drawn() };
      });
      assert.equal(seen.all, 60_000);
      assert.equal(seen.after, 60_000);
      assert.ok(seen.some <= 30_000, `${seen.some} points drawn in motion`);
      seen.full.forEach((v, i) => assert.ok(Math.abs(v - seen.thin[i]) < 16, `mean ${seen.full} became ${seen.thin}`));
    });

    await check(`a changed color and a deep zoom arrive (${ratio}x)`, async () => {
      const seen = await see(() => {
        const s = window.scatter, m = s.module;
        s.show({ x: [0.7, 0.70002, -1], y: [0.3, 0.3, -1], c: [0, 1, 2] });
        s.look(0.70001, 0.3, 0.00004);
        s.draw();
        const at = (x) => s.pixel(200.1 + ((x - 0.70001) / 0.00004) * 150, 150.1);
        const before = [at(0.7), at(0.70001), at(0.70002)];
        m.HEAPU16[m._scatter_colors() / 2] = 4;
        m._scatter_changed(0, 1, 0);
        s.draw();
        return { before, after: at(0.7) };
      });
      assert.notEqual(seen.before[0], dark.background);
      assert.equal(seen.before[1], dark.background);
      assert.ok(difference(seen.before[0], seen.before[2]) > 60);
      assert.ok(difference(seen.after, seen.before[0]) > 60);
    });

    await check(`a lost context comes back (${ratio}x)`, async () => {
      const seen = await page.evaluate(async () => {
        const s = window.scatter, canvas = document.getElementById('scatter');
        s.showClusters(25_000);
        s.look(0, 0, 1);
        const read = () => Array.from({ length: 100 }, (_, i) => s.pixel(100 + (i % 10) * 20, 50 + Math.floor(i / 10) * 20));
        s.draw();
        const before = read();
        const loss = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
        canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
        const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve));
        const restored = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve));
        loss.loseContext();
        await lost;
        await new Promise((resolve) => setTimeout(resolve, 50));
        loss.restoreContext();
        await restored;
        s.module._scatter_reset();
        s.draw();
        return { before, after: read() };
      });
      assert.deepEqual(seen.after, seen.before);
    });
    await close();
  }
}
