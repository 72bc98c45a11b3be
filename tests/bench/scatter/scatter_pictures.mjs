// Pictures of typical maps, to be looked at.
import path from 'node:path';

export async function takePictures({ openPage, folder }) {
  for (const ratio of [1, 2]) {
    const { page, close } = await openPage(ratio, 900, 640);
    const take = async (name, scene, argument) => {
      await page.evaluate(scene, argument);
      await page.locator('#scatter').screenshot({ path: path.join(folder, `${name}-${ratio}x.png`) });
    };
    for (const theme of ['dark', 'light']) {
      for (const count of ratio === 1 ? [300, 10_000, 100_000] : [300, 10_000]) {
        await take(`${theme}-${count}`, ({ count, theme }) => {
          const s = window.scatter;
          s.module._scatter_theme(theme === 'light' ? 1 : 0, 20);
          s.showClusters(count);
          s.look(0, 0, 1.05);
          s.draw();
        }, { count, theme });
      }
      await take(`${theme}-marks`, ({ theme }) => {
        const s = window.scatter, m = s.module;
        m._scatter_theme(theme === 'light' ? 1 : 0, 20);
        s.showClusters(3000, 5);
        const x = m.HEAPF32.subarray(m._scatter_positions() / 4);
        s.flag((i) => (x[2 * i] < -0.35 ? 2 : Math.hypot(x[2 * i] - 0.3, x[2 * i + 1] - 0.2) < 0.2 ? 4 : 0), 3000);
        for (const [a, b] of [[0.05, -0.8], [0.6, -0.75], [0.75, -0.3], [0.35, -0.1], [0.5, -0.45], [0.1, -0.3]]) m._scatter_add_lasso(a, b);
        m._scatter_box(1, -0.9, 0.3, -0.4, 0.8);
        let near = [...Array(3000).keys()].filter((i) => x[2 * i] > 0).sort((i, j) => Math.hypot(x[2 * i] - 0.8, x[2 * i + 1] - 0.5) - Math.hypot(x[2 * j] - 0.8, x[2 * j + 1] - 0.5));
        for (let k = 1; k < 9; k++) m._scatter_add_edge(near[0], near[4 * k], 1 - k / 10);
        m._scatter_marks(near[0], near[20]);
        s.look(0, 0, 1.0);
        s.draw();
        m._scatter_clear_lasso(); m._scatter_box(0, 0, 0, 0, 0); m._scatter_clear_edges(); m._scatter_marks(-1, -1);
      }, { theme });
      await take(`${theme}-zoomed`, ({ theme }) => {
        const s = window.scatter;
        s.module._scatter_theme(theme === 'light' ? 1 : 0, 20);
        s.showClusters(20000);
        s.look(0.1, 0.1, 0.2);
        s.draw();
      }, { theme });
    }
    await close();
  }
}
